package moltis.testing.model;

import moltis.core.model.Usage;

/** An answer in one piece, as clients get it that ask for no stream. Words only. */
final class WholeAnswer {

    private WholeAnswer() {}

    static String write(WireFormat format, String model, Reply reply) {
        StringBuilder text = new StringBuilder();
        for (Reply.Piece piece : reply.pieces()) if (piece instanceof Reply.Text(var delta)) text.append(delta);
        Usage cost = reply.cost();
        String words = Quoted.json(text.toString());
        return format instanceof AnthropicFormat
                ? "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":" + Quoted.json(model)
                        + ",\"content\":[{\"type\":\"text\",\"text\":" + words + "}],\"stop_reason\":\"end_turn\","
                        + "\"usage\":{\"input_tokens\":" + cost.input() + ",\"output_tokens\":" + cost.output() + "}}"
                : "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":" + Quoted.json(model)
                        + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":" + words
                        + "},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":" + cost.totalInput()
                        + ",\"completion_tokens\":" + cost.output() + "}}";
    }
}
