/**
 * Models that run on this machine: a GGUF file, answered by llama.cpp in a process of its own. The process begins with the
 * first question and ends after a while without one, which gives all its memory back; a crash of native code ends that
 * process and nothing else.
 */
@NullMarked
package moltis.providers.local;

import org.jspecify.annotations.NullMarked;
