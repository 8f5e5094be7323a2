import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites a jar whose classes are so old that the JVM keeps them out of an ahead-of-time cache (before Java 6) as classes
 * of Java 8: the same code, with the stack maps that the newer verifier wants. Called by distribution.sh.
 */
final class Upgrade {

    private static final int JAVA_8 = 52;

    /** Writing each instruction anew makes the stack maps; a body that is taken over as it is would get none. */
    private static final ClassTransform NEWER = ClassTransform.transformingMethodBodies(
                    (body, element) -> body.with(element))
            .andThen(ClassTransform.endHandler(type -> type.withVersion(JAVA_8, 0)));

    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path draft = Path.of(arguments[0] + ".new");
        URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        ClassFile classes = ClassFile.of(
                StackMapsOption.GENERATE_STACK_MAPS,
                ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)));
        try (loader; ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(draft))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                out.putNextEntry(copy);
                byte[] content = in.readAllBytes();
                out.write(entry.getName().endsWith(".class") ? upgraded(classes, content) : content);
            }
        }
        Files.move(draft, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] upgraded(ClassFile classes, byte[] content) {
        int version = (content[6] & 0xFF) << 8 | content[7] & 0xFF;
        return version >= 50 ? content : classes.transformClass(classes.parse(content), NEWER);
    }
}
