package moltis.gateway.socket;

import java.util.List;
import java.util.stream.Stream;
import moltis.gateway.WireRecords;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** The records of the handshake may grow. */
class HandshakeRecordsTest {

    @TestFactory
    Stream<DynamicContainer> what_clients_send() {
        return WireRecords.received(List.of(ConnectParams.class));
    }

    @TestFactory
    Stream<DynamicContainer> what_clients_get() {
        return WireRecords.sent(List.of(HelloOk.class));
    }
}
