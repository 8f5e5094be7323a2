package moltis.testing.access;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import moltis.core.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a browser and its security key do together, as the WebAuthn recommendation says it: one passkey on curve P-256,
 * with a count, and no attestation. Answers to the options of a server with the JSON that a page sends back.
 */
public final class SoftwareAuthenticator {

    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int ATTESTED = 0x40;

    private final byte[] credentialId;
    private final KeyPair keys;
    private int count;

    /** @param name makes the id of its passkey */
    public SoftwareAuthenticator(String name) {
        this.credentialId = sha256(name.getBytes(StandardCharsets.UTF_8));
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it has counted so far; set it back to act like a copy. */
    public void count(int signatures) {
        count = signatures;
    }

    /** The answer of {@code navigator.credentials.create}. @param options as the server sent them */
    public ObjectNode create(JsonNode options, String origin) {
        JsonNode publicKey = options.path("publicKey");
        byte[] client = clientData("webauthn.create", publicKey, origin);
        byte[] data = join(
                authenticatorData(publicKey.path("rp").path("id").asString(""), PRESENT | VERIFIED | ATTESTED),
                new byte[16],
                ByteBuffer.allocate(2).putShort((short) credentialId.length).array(),
                credentialId,
                coseKey());
        byte[] attestation = join(
                new byte[] {(byte) 0xa3},
                text("fmt"),
                text("none"),
                text("attStmt"),
                new byte[] {(byte) 0xa0},
                text("authData"),
                bytes(data));
        ObjectNode answer = answer();
        ObjectNode response = answer.putObject("response");
        response.put("attestationObject", base64(attestation)).put("clientDataJSON", base64(client));
        response.putArray("transports").add("internal");
        return answer;
    }

    /** The answer of {@code navigator.credentials.get}. @param options as the server sent them */
    public ObjectNode get(JsonNode options, String origin) {
        JsonNode publicKey = options.path("publicKey");
        count++;
        byte[] client = clientData("webauthn.get", publicKey, origin);
        byte[] data = authenticatorData(publicKey.path("rpId").asString(""), PRESENT | VERIFIED);
        ObjectNode answer = answer();
        answer.putObject("response")
                .put("authenticatorData", base64(data))
                .put("clientDataJSON", base64(client))
                .put("signature", base64(sign(join(data, sha256(client)))));
        return answer;
    }

    private ObjectNode answer() {
        return Json.object()
                .put("id", base64(credentialId))
                .put("rawId", base64(credentialId))
                .put("type", "public-key");
    }

    private static byte[] clientData(String type, JsonNode publicKey, String origin) {
        ObjectNode data = Json.object()
                .put("type", type)
                .put("challenge", publicKey.path("challenge").asString(""))
                .put("origin", origin)
                .put("crossOrigin", false);
        return Json.write(data).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] authenticatorData(String relyingParty, int flags) {
        return ByteBuffer.allocate(37)
                .put(sha256(relyingParty.getBytes(StandardCharsets.UTF_8)))
                .put((byte) flags)
                .putInt(count)
                .array();
    }

    /** The public key as a COSE map: EC2, ES256, P-256, x, y. */
    private byte[] coseKey() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return join(
                new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21},
                bytes(unsigned(point.getAffineX())),
                new byte[] {0x22},
                bytes(unsigned(point.getAffineY())));
    }

    private byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return fixed;
    }

    private static byte[] text(String text) {
        return join(new byte[] {(byte) (0x60 + text.length())}, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(byte[] content) {
        return join(
                ByteBuffer.allocate(3)
                        .put((byte) 0x59)
                        .putShort((short) content.length)
                        .array(),
                content);
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) all.writeBytes(part);
        return all.toByteArray();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
