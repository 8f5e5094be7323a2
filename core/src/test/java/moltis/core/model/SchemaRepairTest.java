package moltis.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import moltis.core.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SchemaRepairTest {

    private static final JsonNode SCHEMA = Json.parse("""
            {"type":"object","required":["must"],"properties":{
              "mode":{"type":"string","enum":["a","b"]},
              "style":{"type":"string","enum":["None","bold"]},
              "must":{"type":"string","enum":["a"]},
              "free":{"type":"string"},
              "maybe":{"type":["string","null"]},
              "gone":{"type":"null"},
              "either":{"anyOf":[{"type":"array"},{"type":"string"}],"items":{"type":["string","null"]}},
              "deep":{"type":"object","properties":{"list":{"type":"array"}}}}}""");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'mode':'None'} | {'mode':null}",
                "{'style':'None'} | {'style':'None'}",
                "{'must':'none'} | {'must':'none'}",
                "{'free':'None'} | {'free':'None'}",
                "{'maybe':' NULL '} | {'maybe':null}",
                "{'maybe':''} | {'maybe':''}",
                "{'gone':''} | {'gone':null}",
                "{'either':'[1,2]'} | {'either':[1,2]}",
                "{'either':'[x'} | {'either':'[x'}",
                "{'either':['null','a']} | {'either':[null,'a']}",
                "{'deep':{'list':'[0]'}} | {'deep':{'list':[0]}}",
                "{'unknown':'None','n':0,'b':false} | {'unknown':'None','n':0,'b':false}",
            })
    void repairs_what_the_schema_does_not_allow_and_nothing_else(String sent, String meant) {
        assertThat(SchemaRepair.repair(json(sent), SCHEMA)).isEqualTo(json(meant));
    }

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }
}
