package moltis.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageAssemblyTest {

    private final MessageAssembly assembly = new MessageAssembly(10_000);

    private void add(String piece) {
        assembly.add(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)));
    }

    private String taken() {
        return new String(assembly.take(), StandardCharsets.UTF_8);
    }

    @Test
    void pieces_become_one_message_and_the_next_one_begins_empty() {
        add("{\"a\"");
        add(":1}");
        assertThat(taken()).isEqualTo("{\"a\":1}");

        add("{}");
        assertThat(taken()).isEqualTo("{}");
    }

    @Test
    void a_message_of_exactly_the_limit_is_whole() {
        add("x".repeat(10_000));

        assertThat(assembly.isTooLarge()).isFalse();
        assertThat(taken()).hasSize(10_000);
    }

    @Test
    void past_the_limit_only_the_beginning_is_kept() {
        add("{\"type\":\"req\",\"id\":\"7\",\"params\":\"");
        for (int i = 0; i < 100; i++) add("x".repeat(1000));

        assertThat(assembly.isTooLarge()).isTrue();
        assertThat(assembly.total()).isGreaterThan(100_000);
        byte[] kept = assembly.take();
        assertThat(kept).hasSize(4096);
        assertThat(RequestFrame.idIn(kept)).isEqualTo(Optional.of("7"));
    }

    @Test
    void a_single_piece_that_is_too_large_keeps_its_beginning_too() {
        add("{\"id\":\"9\",\"params\":\"" + "x".repeat(20_000) + "\"}");

        assertThat(RequestFrame.idIn(assembly.take())).isEqualTo(Optional.of("9"));
    }
}
