package moltis.gateway.v1;

import java.util.UUID;

/**
 * What an answer says about itself.
 *
 * @param id without the dialect's prefix
 * @param created in seconds since 1970
 * @param model who answers
 */
public record AnswerHead(String id, long created, String model, Question question) {

    static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
