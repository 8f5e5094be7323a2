package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import moltis.core.model.Protocol;
import moltis.core.model.Usage;
import moltis.core.model.Verbatim;
import org.junit.jupiter.api.Test;

class SeenUsageTest {

    private static final String PADDING = "data: {\"choices\":[{\"delta\":{\"content\":\"word\"}}]}\n\n";

    private static SeenUsage seen(Protocol protocol, String answer, int step) {
        var seen = new SeenUsage(protocol);
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += step) {
            int length = Math.min(step, bytes.length - at);
            byte[] piece = new byte[step];
            System.arraycopy(bytes, at, piece, 0, length);
            seen.add(piece, length);
        }
        return seen;
    }

    private static Verbatim asked(Protocol protocol) {
        return new Verbatim(protocol, new byte[400], Map.of(), true, new Verbatim.Receiver() {
            @Override
            public void begin(String contentType, Map<String, String> headers) {}

            @Override
            public void bytes(byte[] bytes, int offset, int length) {}
        });
    }

    @Test
    void finds_the_counters_at_the_end_of_a_long_stream_however_it_is_cut_into_pieces() {
        String answer = PADDING.repeat(2_000)
                + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":20,\"completion_tokens\":7,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":5}}}\n\ndata: [DONE]\n\n";

        for (int step : new int[] {1, 7, 1_000, 16_384, 40_000}) {
            SeenUsage seen = seen(Protocol.CHAT_COMPLETIONS, answer, step);

            assertThat(seen.ended()).isTrue();
            assertThat(seen.usage(asked(Protocol.CHAT_COMPLETIONS))).isEqualTo(new Usage(15, 7, 5, 0));
        }
    }

    @Test
    void adds_what_a_message_says_at_its_beginning_to_what_it_says_at_its_end() {
        String answer = "data: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":9,"
                + "\"cache_read_input_tokens\":4,\"output_tokens\":1}}}\n\n" + PADDING.repeat(1_000)
                + "data: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":30}}\n\ndata: {\"type\":\"message_stop\"}\n\n";

        SeenUsage seen = seen(Protocol.MESSAGES, answer, 4_096);

        assertThat(seen.ended()).isTrue();
        assertThat(seen.usage(asked(Protocol.MESSAGES))).isEqualTo(new Usage(9, 30, 4, 0));
    }

    @Test
    void guesses_where_the_provider_says_nothing_and_is_not_fooled_by_words() {
        String answer = PADDING.repeat(50) + "data: {\"choices\":[{\"delta\":{\"content\":\"\\\"usage\\\": {\"}}]}\n\n";

        SeenUsage seen = seen(Protocol.CHAT_COMPLETIONS, answer, 100);

        assertThat(seen.ended()).isFalse();
        assertThat(seen.usage(asked(Protocol.CHAT_COMPLETIONS))).isEqualTo(new Usage(100, 51, 0, 0));
    }
}
