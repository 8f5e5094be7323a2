package moltis.access.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** A key with its certificate and those that vouch for it, the own one first. */
record ServerIdentity(PrivateKey key, List<X509Certificate> chain) {

    ServerIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) throw new IllegalArgumentException("no certificate");
    }

    X509Certificate certificate() {
        return chain.getFirst();
    }

    Instant end() {
        return certificate().getNotAfter().toInstant();
    }

    /** Whether the key is the one that the certificate speaks of. */
    boolean fits() {
        try {
            String algorithm = algorithm(key.getAlgorithm());
            byte[] text = {1, 2, 3};
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(text);
            byte[] signature = signing.sign();
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(certificate().getPublicKey());
            checking.update(text);
            return checking.verify(signature);
        } catch (GeneralSecurityException differentKinds) {
            return false;
        }
    }

    boolean isSignedBy(PublicKey authority) {
        try {
            certificate().verify(authority);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String algorithm(String key) {
        return switch (key) {
            case "EC", "ECDSA" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key;
        };
    }

    @Override
    public String toString() {
        return "ServerIdentity[" + certificate().getSubjectX500Principal() + "]";
    }
}
