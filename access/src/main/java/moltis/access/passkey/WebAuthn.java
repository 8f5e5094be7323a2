package moltis.access.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import tools.jackson.databind.JsonNode;

/** The one class that knows the WebAuthn library, which loads with it. Safe for use by many threads. */
final class WebAuthn {

    private static final List<PublicKeyCredentialParameters> PARAMETERS = Passkeys.ALGORITHMS.stream()
            .map(number -> new PublicKeyCredentialParameters(
                    PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(number)))
            .toList();

    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final AttestedCredentialDataConverter keys = new AttestedCredentialDataConverter(converter);

    /**
     * Checks the answer to a registration.
     *
     * @param credential as the browser gives it, bytes in base64url
     * @throws RequestException if it does not fit the challenge
     */
    StoredPasskey register(Challenges.Challenge challenge, JsonNode credential) {
        JsonNode response = credential.path("response");
        try {
            RegistrationData data = manager.verify(
                    new RegistrationRequest(
                            bytes(response, "attestationObject"), bytes(response, "clientDataJSON"), names(response)),
                    new RegistrationParameters(server(challenge), PARAMETERS, false, true));
            AttestationObject attestation = Objects.requireNonNull(data.getAttestationObject());
            var authenticator = attestation.getAuthenticatorData();
            AttestedCredentialData key = Objects.requireNonNull(authenticator.getAttestedCredentialData());
            return new StoredPasskey(
                    text(key.getCredentialId()),
                    text(keys.convert(key)),
                    names(response),
                    authenticator.getSignCount(),
                    authenticator.isFlagBE(),
                    authenticator.isFlagBS());
        } catch (WebAuthnException | IllegalArgumentException | NullPointerException refused) {
            throw refused(refused);
        }
    }

    /**
     * Checks the answer to a sign-in.
     *
     * @return the passkey as it is from now on: its count has risen
     * @throws RequestException if the signature is not of this passkey, is of another ceremony, or was made before one
     *     that we have seen
     */
    StoredPasskey signIn(Challenges.Challenge challenge, StoredPasskey passkey, JsonNode credential) {
        JsonNode response = credential.path("response");
        try {
            var record = new CredentialRecordImpl(
                    new NoneAttestationStatement(),
                    null,
                    passkey.backupEligible(),
                    passkey.backedUp(),
                    passkey.count(),
                    keys.convert(Base64.getUrlDecoder().decode(passkey.data())),
                    null,
                    null,
                    null,
                    transports(passkey.transports()));
            AuthenticationData data = manager.verify(
                    new AuthenticationRequest(
                            Base64.getUrlDecoder().decode(passkey.credential()),
                            bytes(response, "authenticatorData"),
                            bytes(response, "clientDataJSON"),
                            bytes(response, "signature")),
                    new AuthenticationParameters(server(challenge), record, null, false, true));
            var authenticator = Objects.requireNonNull(data.getAuthenticatorData());
            long count = authenticator.getSignCount();
            // The library lets a counting authenticator that falls back to 0 pass; a copy of it would do just that.
            if (count <= passkey.count() && passkey.count() > 0) throw copied();
            return new StoredPasskey(
                    passkey.credential(),
                    passkey.data(),
                    passkey.transports(),
                    count,
                    passkey.backupEligible(),
                    authenticator.isFlagBS());
        } catch (WebAuthnException | IllegalArgumentException | NullPointerException refused) {
            throw refused(refused);
        }
    }

    private static ServerProperty server(Challenges.Challenge challenge) {
        return ServerProperty.builder()
                .origins(challenge.party().origins().stream().map(Origin::new).collect(Collectors.toSet()))
                .rpId(challenge.party().id())
                .challenge(new DefaultChallenge(challenge.bytes()))
                .build();
    }

    private static byte[] bytes(JsonNode response, String name) {
        JsonNode value = response.path(name);
        if (!value.isString()) throw new IllegalArgumentException("no " + name);
        return Base64.getUrlDecoder().decode(value.stringValue().replace("=", ""));
    }

    private static Set<String> names(JsonNode response) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode name : response.path("transports")) {
            if (name.isString() && name.stringValue().matches("[a-z-]{1,20}") && names.size() < 8)
                names.add(name.stringValue());
        }
        return names;
    }

    private static Set<AuthenticatorTransport> transports(Set<String> names) {
        List<AuthenticatorTransport> transports = new ArrayList<>();
        for (String name : names) transports.add(AuthenticatorTransport.create(name));
        return Set.copyOf(transports);
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static RequestException refused(Exception cause) {
        return new RequestException(
                ErrorCode.INVALID_REQUEST,
                "the passkey could not be verified",
                "Try again at the address at which it was made.",
                cause);
    }

    private static RequestException copied() {
        return new RequestException(
                ErrorCode.INVALID_REQUEST,
                "the passkey signed with a count that was used before; it may have been copied",
                "Sign in another way, remove this passkey, and make a new one.");
    }
}
