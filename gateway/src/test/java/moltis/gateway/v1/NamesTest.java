package moltis.gateway.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.RequestException;
import moltis.core.model.ModelCard;
import moltis.core.model.ModelDirectory;
import moltis.core.model.ModelId;
import moltis.core.model.OpenedModel;
import moltis.core.model.ToolMode;
import moltis.gateway.v1.ModelGatewaySettings.VirtualModel;
import moltis.testing.model.Reply;
import moltis.testing.model.ScriptedChatModel;
import org.junit.jupiter.api.Test;

class NamesTest {

    private static final List<String> A_OFTEN = List.of("a::x", "a::x", "b::y");

    private final Names names = new Names(
            new Directory(List.of("a::x", "b::y", "b::x", "c::only")),
            () -> new ModelGatewaySettings(Map.of(
                    "chain", new VirtualModel(List.of("gone::z", "b::y", "a::x"), false, true),
                    "spread", new VirtualModel(A_OFTEN, true, true),
                    "nobody", new VirtualModel(List.of("gone::z"), false, true))),
            new Random(1));

    private List<String> find(String name, String session) throws InterruptedException {
        return ((Target.Models) names.find(name, session))
                .candidates().stream()
                        .map(model -> model.card().id().toString())
                        .toList();
    }

    @Test
    void a_chain_is_asked_in_its_order_without_those_that_are_gone() throws InterruptedException {
        assertThat(find("chain", "")).containsExactly("b::y", "a::x");
        assertThatThrownBy(() -> find("nobody", "")).isInstanceOf(ProviderException.class);
    }

    @Test
    void a_session_stays_with_the_model_that_was_chosen_for_it_and_sessions_are_spread() throws InterruptedException {
        Set<String> first = new HashSet<>();
        int often = 0;
        for (int i = 0; i < 300; i++) {
            List<String> order = find("spread", "user-" + i);
            assertThat(order).containsExactlyInAnyOrder("a::x", "b::y").isEqualTo(find("spread", "user-" + i));
            first.add(order.getFirst());
            if (order.getFirst().equals("a::x")) often++;
        }

        assertThat(first).hasSize(2);
        assertThat(often).isBetween(150, 250);
    }

    @Test
    void a_bare_name_counts_only_where_one_provider_has_it() throws InterruptedException {
        assertThat(find("only", "")).containsExactly("c::only");
        assertThatThrownBy(() -> find("x", ""))
                .isInstanceOfSatisfying(
                        RequestException.class, e -> assertThat(e.hint()).contains("a::x", "b::x"));
    }

    private record Directory(List<String> ids) implements ModelDirectory {

        @Override
        public List<ModelCard> models() {
            return ids.stream().map(id -> open(id).card()).toList();
        }

        @Override
        public OpenedModel open(String id) {
            String full = ids.stream()
                    .filter(known -> known.equals(id) || known.endsWith("::" + id))
                    .findFirst()
                    .orElseThrow(() -> new ProviderException(ErrorCode.MODEL_UNKNOWN, "", "unknown model: " + id, ""));
            var card = new ModelCard(
                    ModelId.parse(full), "p", full, 1, Set.of(), ToolMode.NATIVE, true, false, false, Optional.empty());
            return new OpenedModel(card, new ScriptedChatModel(_ -> Reply.says("")), Optional.empty());
        }

        @Override
        public Optional<OpenedModel> defaultModel() {
            return Optional.empty();
        }
    }
}
