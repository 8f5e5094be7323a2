package moltis.access.passkey;

import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import moltis.access.RandomBytes;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.json.Json;
import moltis.storage.Database;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes passkeys and signs in with them. A ceremony begins with a challenge for the browser and ends with its answer; the
 * host of the request decides under which name. Nothing is loaded before the first answer. Safe for use by many threads.
 */
public final class Passkeys {

    /** What we can check: elliptic curve P-256, Ed25519, RSA. In the order in which we like them. */
    static final List<Long> ALGORITHMS = List.of(-7L, -8L, -257L);

    private static final int CHALLENGE_BYTES = 32;
    private static final int HANDLE_BYTES = 32;
    private static final int LONGEST_NAME = 100;
    private static final String USUAL_NAME = "Passkey";
    private static final long PATIENCE_MS = Challenges.LIFETIME.toMillis();

    private final PasskeyRows rows;
    private final RelyingParties parties;
    private final Challenges challenges;
    private final InstantSource clock;
    private final RandomBytes random;
    private volatile @Nullable WebAuthn library;

    public Passkeys(Database database, RelyingParties parties, InstantSource clock, RandomBytes random) {
        this.rows = new PasskeyRows(database);
        this.parties = parties;
        this.challenges = new Challenges(clock);
        this.clock = clock;
        this.random = random;
    }

    public List<Passkey> list() {
        return rows.list();
    }

    /** Where passkeys can be made and used. */
    public RelyingParties parties() {
        return parties;
    }

    /** The hosts of this server that have no passkey although others have one. */
    public List<String> hostsWithoutPasskey() {
        Set<String> with = rows.parties();
        if (with.isEmpty()) return List.of();
        return parties.all()
                .map(RelyingParty::id)
                .filter(id -> !with.contains(id))
                .toList();
    }

    /** @throws RequestException if the name is empty */
    public boolean rename(long id, String name) {
        String stripped = name.strip();
        if (stripped.isEmpty()) throw RequestException.invalid("name cannot be empty");
        return rows.rename(id, shorten(stripped));
    }

    public boolean remove(long id) {
        return rows.remove(id);
    }

    /**
     * Begins to make a passkey.
     *
     * @param host of the request
     * @throws RequestException if passkeys don't work under this host
     */
    public Ceremony beginRegistration(String host) {
        RelyingParty party = party(host);
        byte[] challenge = random.take(CHALLENGE_BYTES);
        ObjectNode options = Json.object();
        options.putObject("rp").put("id", party.id()).put("name", "moltis");
        options.putObject("user")
                .put("id", text(random.take(HANDLE_BYTES)))
                .put("name", "owner")
                .put("displayName", "Owner");
        options.put("challenge", text(challenge));
        ArrayNode algorithms = options.putArray("pubKeyCredParams");
        for (long algorithm : ALGORITHMS)
            algorithms.addObject().put("type", "public-key").put("alg", algorithm);
        options.put("timeout", PATIENCE_MS);
        credentials(options.putArray("excludeCredentials"), rows.of(party));
        options.putObject("authenticatorSelection")
                .put("residentKey", "preferred")
                .put("requireResidentKey", false)
                .put("userVerification", "preferred");
        options.put("attestation", "none");
        return ceremony(challenges.open(Challenges.Purpose.REGISTER, party, challenge), options);
    }

    /**
     * Ends the making of a passkey, and switches authentication on.
     *
     * @param credential as the browser gives it, bytes in base64url
     * @param onlyIfFirst whether it must be the first credential of this installation
     * @return its id; empty if it must be the first and somebody was faster
     * @throws RequestException if the challenge is not open or the credential does not fit it
     */
    public Optional<Long> finishRegistration(
            String challengeId, String name, JsonNode credential, boolean onlyIfFirst) {
        Challenges.Challenge challenge = take(challengeId, Challenges.Purpose.REGISTER);
        StoredPasskey made = library().register(challenge, credential);
        String given = name.isBlank() ? USUAL_NAME : shorten(name.strip());
        return rows.add(challenge.party(), given, made, onlyIfFirst, clock.instant());
    }

    /**
     * Begins a sign-in.
     *
     * @param host of the request
     * @throws RequestException if passkeys don't work under this host, or there is none
     */
    public Ceremony beginSignIn(String host) {
        RelyingParty party = party(host);
        List<StoredPasskey> known = rows.of(party);
        if (known.isEmpty())
            throw new RequestException(
                    ErrorCode.INVALID_REQUEST,
                    "no passkeys registered for this hostname",
                    "Sign in another way, or at the address at which the passkey was made.");
        byte[] challenge = random.take(CHALLENGE_BYTES);
        ObjectNode options = Json.object();
        options.put("challenge", text(challenge)).put("rpId", party.id()).put("timeout", PATIENCE_MS);
        options.put("userVerification", "preferred");
        credentials(options.putArray("allowCredentials"), known);
        return ceremony(challenges.open(Challenges.Purpose.SIGN_IN, party, challenge), options);
    }

    /**
     * Ends a sign-in.
     *
     * @param credential as the browser gives it, bytes in base64url
     * @return the id of the passkey
     * @throws RequestException if it is none of ours, the challenge is not open, or the signature does not fit
     */
    public long finishSignIn(String challengeId, JsonNode credential) {
        Challenges.Challenge challenge = take(challengeId, Challenges.Purpose.SIGN_IN);
        String shown = credential.path("id").asString("").replace("=", "");
        StoredPasskey passkey = rows.of(challenge.party()).stream()
                .filter(known -> known.credential().equals(shown))
                .findFirst()
                .orElseThrow(() -> RequestException.invalid("this passkey is not known here"));
        StoredPasskey used = library().signIn(challenge, passkey, credential);
        return rows.used(used, clock.instant())
                .orElseThrow(() -> RequestException.invalid("this passkey was used somewhere else meanwhile"));
    }

    private RelyingParty party(String host) {
        return parties.find(host)
                .orElseThrow(() -> new RequestException(
                        ErrorCode.INVALID_REQUEST,
                        "no passkey config for this hostname",
                        "Open Moltis at one of: " + String.join(", ", parties.origins())));
    }

    private Challenges.Challenge take(String id, Challenges.Purpose purpose) {
        return challenges
                .take(id, purpose)
                .orElseThrow(() -> new RequestException(
                        ErrorCode.INVALID_REQUEST, "the challenge is unknown, used, or too old", "Begin again."));
    }

    private WebAuthn library() {
        WebAuthn loaded = library;
        if (loaded != null) return loaded;
        synchronized (this) {
            loaded = library;
            if (loaded == null) library = loaded = new WebAuthn();
            return loaded;
        }
    }

    private static Ceremony ceremony(String id, ObjectNode options) {
        ObjectNode outer = Json.object();
        outer.set("publicKey", options);
        return new Ceremony(id, outer);
    }

    private static void credentials(ArrayNode list, List<StoredPasskey> passkeys) {
        for (StoredPasskey passkey : passkeys) {
            ObjectNode one = list.addObject().put("type", "public-key").put("id", passkey.credential());
            if (passkey.transports().isEmpty()) continue;
            ArrayNode transports = one.putArray("transports");
            passkey.transports().stream().sorted().forEach(transports::add);
        }
    }

    private static String shorten(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
