package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import moltis.core.json.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ToolSchemaTest {

    private static final ObjectNode WILD = object("""
            {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","additionalProperties":true,
             "properties":{
               "kind":{"const":"a"},
               "mode":{"enum":["fast","slow"]},
               "flag":{"enum":[true,false]},
               "nothing":{"enum":[null]},
               "either":{"oneOf":[{},{"type":"string"}]},
               "deep":{"$schema":"x","type":["object","null"],"patternProperties":{"^x":{}},
                       "properties":{"n":{"type":["integer","null"]}},"required":["n","gone"]},
               "list":{"type":"array","items":[{"type":"string"},{"type":"integer"}]},
               "union":{"anyOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},
                                 {"type":"string"},{"type":"null"}]},
               "described":{"description":"only words"},
               "referred":{"$ref":"#/$defs/r","description":"dropped"}},
             "required":["kind","described","orphan"],
             "not":{"type":"string"},"if":{},"then":{},
             "$defs":{"r":{"type":"object","unevaluatedProperties":false}}}""");

    @Test
    void keeps_what_vendors_know_of_any_draft() {
        assertThat(SchemaNormaliser.normalise(WILD)).isEqualTo(object("""
                {"type":"object","additionalProperties":true,
                 "properties":{
                   "kind":{"enum":["a"],"type":"string"},
                   "mode":{"enum":["fast","slow"],"type":"string"},
                   "flag":{"type":"boolean"},
                   "nothing":{"type":"null"},
                   "either":{"type":"string"},
                   "deep":{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]},
                   "list":{"type":"array","items":{"anyOf":[{"type":"string"},{"type":"integer"}]}},
                   "union":{"anyOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},
                                     {"type":"string"},{"type":"null"}]},
                   "described":{"description":"only words","type":"string"},
                   "referred":{"$ref":"#/$defs/r"}},
                 "required":["kind","described"],
                 "$defs":{"r":{"type":"object","additionalProperties":false}}}"""));
    }

    @Test
    void strict_closes_every_object_and_lets_the_optional_be_null() {
        ObjectNode strict = SchemaStrictness.strict(SchemaNormaliser.normalise(WILD), true);

        assertClosed(strict);
        JsonNode properties = strict.path("properties");
        assertThat(properties.at("/mode/enum").toString()).isEqualTo("[\"fast\",\"slow\",null]");
        assertThat(properties.at("/mode/type").toString()).isEqualTo("[\"string\",\"null\"]");
        assertThat(properties.at("/kind/type").asString()).isEqualTo("string");
        assertThat(properties.at("/referred/anyOf/1/type").asString()).isEqualTo("null");
        assertThat(SchemaStrictness.strict(object("{\"type\":\"object\"}"), true))
                .isEqualTo(object(
                        "{\"type\":\"object\",\"properties\":{},\"required\":[],\"additionalProperties\":false}"));
    }

    @Test
    void a_vendor_may_refuse_null_among_values() {
        JsonNode properties =
                SchemaStrictness.strict(SchemaNormaliser.normalise(WILD), false).path("properties");

        assertThat(properties.at("/mode/enum").toString()).isEqualTo("[\"fast\",\"slow\"]");
        assertThat(properties.at("/mode/type").toString()).isEqualTo("[\"string\",\"null\"]");
    }

    @Test
    void loose_has_no_union_and_no_type_list() {
        ObjectNode loose = SchemaStrictness.loose(SchemaNormaliser.normalise(WILD));

        assertThat(loose.toString()).doesNotContain("anyOf", "oneOf", "allOf");
        assertThat(loose.at("/properties/union/properties/a/type").asString()).isEqualTo("string");
        assertThat(loose.at("/properties/list/items/type").asString()).isEqualTo("string");
        assertThat(loose.findValues("type")).noneMatch(JsonNode::isArray);
    }

    private static void assertClosed(JsonNode node) {
        if (node.path("type").asString("").equals("object")) {
            assertThat(node.path("additionalProperties").asBoolean(true)).isFalse();
            assertThat(List.copyOf(SchemaNormaliser.strings(node.path("required"))))
                    .containsExactlyElementsOf(node.path("properties").propertyNames());
        }
        for (JsonNode child : node) assertClosed(child);
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Json.parse(json);
    }
}
