package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moltis.gateway.rpc.RpcMethod;
import moltis.testing.model.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The handbook's page on the protocol names every method. That what it names exists is another test, of all pages. */
class MethodsDocumentedTest {

    private static final Path PAGE = Path.of("..", "docs", "protocol.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_.-]+)` \\| ");

    @TempDir
    private Path directory;

    @Test
    void every_method_has_its_row_in_the_handbook() throws IOException {
        Set<String> told = new TreeSet<>();
        Matcher row = ROW.matcher(Files.readString(PAGE));
        while (row.find()) told.add(row.group(1));

        try (TestGateway gateway = TestGateway.start(directory, asked -> Reply.says("Hello"))) {
            assertThat(told)
                    .containsAll(gateway.server.methods().stream()
                            .map(RpcMethod::name)
                            .toList());
        }
    }
}
