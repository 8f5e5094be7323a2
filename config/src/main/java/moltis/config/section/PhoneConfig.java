package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.SECONDS;
import static moltis.config.schema.Types.SECRET;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.TEXTS;
import static moltis.config.schema.Types.known;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import moltis.config.schema.KeyReader;
import moltis.core.Secret;

/** {@code [phone]}: telephone calls. */
public record PhoneConfig(
        boolean enabled,
        String provider,
        List<String> providers,
        String inboundPolicy,
        List<String> allowlist,
        Duration maxDuration,
        TwilioPhone twilio,
        TelnyxPhone telnyx,
        PlivoPhone plivo) {

    static PhoneConfig read(KeyReader keys) {
        return new PhoneConfig(
                keys.get("enabled", FLAG, false, "Offer telephone calls."),
                keys.get("provider", TEXT, "", "Who carries the calls."),
                keys.get("providers", TEXTS, List.of(), "Providers shown in the browser."),
                keys.get(
                        "inbound_policy",
                        known("disabled", "allowlist", "open"),
                        "disabled",
                        "Whose calls are answered."),
                keys.get("allowlist", TEXTS, List.of(), "Numbers that are answered, as +49…."),
                keys.get("max_duration_secs", SECONDS, Duration.ofSeconds(3600), "Longest call."),
                TwilioPhone.read(keys.table("twilio")),
                TelnyxPhone.read(keys.table("telnyx")),
                PlivoPhone.read(keys.table("plivo")));
    }

    /** {@code [phone.twilio]}. */
    public record TwilioPhone(
            Optional<Secret> accountSid,
            Optional<Secret> authToken,
            Optional<String> fromNumber,
            Optional<String> webhookUrl) {

        static TwilioPhone read(KeyReader keys) {
            return new TwilioPhone(
                    keys.optional("account_sid", SECRET, "Account."),
                    keys.optional("auth_token", SECRET, "Token of the account."),
                    keys.optional("from_number", TEXT, "Number that calls."),
                    keys.optional("webhook_url", TEXT, "Address that the carrier calls back."));
        }
    }

    /** {@code [phone.telnyx]}. */
    public record TelnyxPhone(
            Optional<Secret> apiKey,
            Optional<String> connectionId,
            Optional<String> publicKey,
            Optional<String> fromNumber,
            Optional<String> webhookUrl) {

        static TelnyxPhone read(KeyReader keys) {
            return new TelnyxPhone(
                    keys.optional("api_key", SECRET, "API key."),
                    keys.optional("connection_id", TEXT, "Connection."),
                    keys.optional("public_key", TEXT, "Key that proves who calls back."),
                    keys.optional("from_number", TEXT, "Number that calls."),
                    keys.optional("webhook_url", TEXT, "Address that the carrier calls back."));
        }
    }

    /** {@code [phone.plivo]}. */
    public record PlivoPhone(
            Optional<String> authId,
            Optional<Secret> authToken,
            Optional<String> fromNumber,
            Optional<String> webhookUrl) {

        static PlivoPhone read(KeyReader keys) {
            return new PlivoPhone(
                    keys.optional("auth_id", TEXT, "Account."),
                    keys.optional("auth_token", SECRET, "Token of the account."),
                    keys.optional("from_number", TEXT, "Number that calls."),
                    keys.optional("webhook_url", TEXT, "Address that the carrier calls back."));
        }
    }
}
