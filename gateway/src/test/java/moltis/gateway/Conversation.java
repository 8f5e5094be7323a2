package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said to show that a method does what it is for. */
@FunctionalInterface
interface Conversation {

    void hold(TestSocket socket, TestGateway gateway) throws Exception;

    /** Connects the model and subscribes to what happens. */
    static void ready(TestSocket socket, TestGateway gateway) {
        gateway.addModel(socket);
        socket.result("subscribe", "{\"events\":[\"chat\",\"session\"]}");
    }

    /** Starts an answer that does not end before the test does. */
    static void busy(TestSocket socket, TestGateway gateway) {
        ready(socket, gateway);
        socket.result("chat.send", "{\"text\":\"please wait\",\"_seq\":1}");
        assertThat(socket.chat("delta").path("text").asString()).isEqualTo("First ");
    }
}
