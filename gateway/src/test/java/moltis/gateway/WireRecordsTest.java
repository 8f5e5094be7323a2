package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import moltis.gateway.rpc.ResponseFrame;
import moltis.gateway.rpc.RpcError;
import moltis.gateway.rpc.RpcMethod;
import moltis.testing.model.Reply;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Every record of every method may grow. */
class WireRecordsTest {

    @TempDir
    private Path directory;

    private List<RpcMethod<?, ?>> methods() {
        try (TestGateway gateway = TestGateway.start(directory, _ -> Reply.says(""))) {
            return gateway.server.methods();
        }
    }

    @Test
    void every_method_takes_and_gives_records() {
        assertThat(methods()).allSatisfy(method -> {
            assertThat(method.params()).matches(type -> type.isRecord() || type == ObjectNode.class);
            assertThat(method.result()).matches(Class::isRecord);
        });
    }

    @TestFactory
    Stream<DynamicContainer> what_clients_send() {
        return WireRecords.received(methods().stream()
                .<Class<?>>map(RpcMethod::params)
                .filter(Class::isRecord)
                .distinct()
                .toList());
    }

    @TestFactory
    Stream<DynamicContainer> what_clients_get() {
        return WireRecords.sent(Stream.concat(
                        methods().stream().<Class<?>>map(RpcMethod::result),
                        Stream.of(ResponseFrame.class, RpcError.class))
                .distinct()
                .toList());
    }
}
