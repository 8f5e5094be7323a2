package moltis.oauth;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import moltis.core.RequestException;

/**
 * What a person pastes after a sign-in whose callback page could not be reached: the whole address, its query, or
 * {@code code#state}. It is taken apart, never fetched, and never repeated in an answer.
 */
record CallbackInput(String code, String state) {

    private static final int LONGEST = 16 * 1024;

    /** @throws RequestException if there is no code and state in it */
    static CallbackInput parse(String pasted) {
        String text = pasted.strip();
        if (text.isEmpty()) throw RequestException.invalid("callback input is empty");
        if (text.length() > LONGEST) throw RequestException.invalid("callback input is too long");
        if (text.contains("://")) return fromAddress(text);
        int hash = text.indexOf('#');
        if (hash > 0 && !text.contains("state=")) {
            String code = text.substring(0, hash).strip();
            String state = text.substring(hash + 1).strip();
            if (!code.isEmpty() && !state.isEmpty()) return new CallbackInput(code, state);
        }
        if (text.contains("=")) {
            String query = text.startsWith("?") || text.startsWith("#") ? text.substring(1) : text;
            return from(parameters(query)).orElseThrow(CallbackInput::incomplete);
        }
        throw RequestException.invalid("invalid callback input; expected URL, query string, or code#state");
    }

    private static CallbackInput fromAddress(String address) {
        int hash = address.indexOf('#');
        String fragment = hash < 0 ? "" : address.substring(hash + 1);
        String withoutFragment = hash < 0 ? address : address.substring(0, hash);
        int mark = withoutFragment.indexOf('?');
        String query = mark < 0 ? "" : withoutFragment.substring(mark + 1);
        return from(parameters(query)).or(() -> from(parameters(fragment))).orElseThrow(CallbackInput::incomplete);
    }

    private static Optional<CallbackInput> from(Map<String, String> parameters) {
        String error = parameters.getOrDefault("error", "");
        if (!error.isBlank())
            throw RequestException.invalid(
                    "the provider refused the sign-in: " + parameters.getOrDefault("error_description", error));
        String code = parameters.getOrDefault("code", "");
        String state = parameters.getOrDefault("state", "");
        return code.isBlank() || state.isBlank() ? Optional.empty() : Optional.of(new CallbackInput(code, state));
    }

    /** The first value of each parameter of a query, decoded. Broken escapes are kept as they stand. */
    static Map<String, String> parameters(String query) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) found.putIfAbsent(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
        return found;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            return text;
        }
    }

    private static RequestException incomplete() {
        return RequestException.invalid("callback URL must include both 'code' and 'state'");
    }

    @Override
    public String toString() {
        return "CallbackInput[secret]";
    }
}
