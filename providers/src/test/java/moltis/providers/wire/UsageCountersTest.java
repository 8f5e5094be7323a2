package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import moltis.core.json.Json;
import moltis.core.model.Usage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageCountersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'prompt_tokens':1000,'completion_tokens':5,'prompt_tokens_details':{'cached_tokens':800}} | 200 | 5 | 800 | 0",
                "{'input_tokens':180,'output_tokens':5,'cache_read_input_tokens':800,'cache_creation_input_tokens':20} | 180 | 5 | 800 | 20",
                "{'promptTokens':'12','completionTokens':'3'} | 12 | 3 | 0 | 0",
                "{'input_tokens':100,'output_tokens':1,'input_tokens_details':{'cached_tokens':60}} | 40 | 1 | 60 | 0",
                "{'prompt_tokens':100,'completion_tokens':1,'prompt_cache_hit_tokens':64} | 36 | 1 | 64 | 0",
                "{'prompt_tokens':10,'completion_tokens':1,'cached_tokens':20} | 0 | 1 | 20 | 0",
                "{} | 0 | 0 | 0 | 0",
            })
    void the_buckets_never_overlap(String usage, long input, long output, long read, long write) {
        var json = Json.parse(usage.replace("'", "\""));

        assertThat(UsageCounters.read(json)).isEqualTo(new Usage(input, output, read, write));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'usage':U} | 3",
                "{'choices':[{'usage':U}]} | 3",
                "{'choices':[{'delta':{'usage':U}}]} | 3",
                "{'choices':[{'message':{'usage':U}}]} | 3",
                "{'x_groq':{'usage':U}} | 3",
                "{'usage':null} | 0",
            })
    void finds_them_wherever_a_vendor_puts_them(String chunk, long output) {
        var json = Json.parse(chunk.replace("U", "{'completion_tokens':3}").replace("'", "\""));

        assertThat(UsageCounters.read(UsageCounters.in(json))).isEqualTo(new Usage(0, output, 0, 0));
    }
}
