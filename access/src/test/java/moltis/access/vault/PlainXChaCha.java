package moltis.access.vault;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** XChaCha20-Poly1305 by the letter of its draft, over the JDK's ChaCha20-Poly1305: to compare with, not to use. */
final class PlainXChaCha {

    private static final int[] SIGMA = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

    private PlainXChaCha() {}

    static byte[] seal(byte[] key, byte[] nonce, byte[] plain, byte[] additional) throws GeneralSecurityException {
        byte[] rest = new byte[12];
        System.arraycopy(nonce, 16, rest, 4, 8);
        Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(subkey(key, Arrays.copyOf(nonce, 16)), "ChaCha20"),
                new IvParameterSpec(rest));
        cipher.updateAAD(additional);
        return cipher.doFinal(plain);
    }

    static byte[] subkey(byte[] key, byte[] nonce) {
        int[] state = new int[16];
        System.arraycopy(SIGMA, 0, state, 0, 4);
        ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(state, 4, 8);
        ByteBuffer.wrap(nonce).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(state, 12, 4);
        for (int round = 0; round < 10; round++) {
            for (int at = 0; at < 4; at++) quarter(state, at, 4 + at, 8 + at, 12 + at);
            for (int at = 0; at < 4; at++) quarter(state, at, 4 + (at + 1) % 4, 8 + (at + 2) % 4, 12 + (at + 3) % 4);
        }
        ByteBuffer out = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < 4; at++) out.putInt(state[at]);
        for (int at = 12; at < 16; at++) out.putInt(state[at]);
        return out.array();
    }

    private static void quarter(int[] s, int a, int b, int c, int d) {
        s[a] += s[b];
        s[d] = Integer.rotateLeft(s[d] ^ s[a], 16);
        s[c] += s[d];
        s[b] = Integer.rotateLeft(s[b] ^ s[c], 12);
        s[a] += s[b];
        s[d] = Integer.rotateLeft(s[d] ^ s[a], 8);
        s[c] += s[d];
        s[b] = Integer.rotateLeft(s[b] ^ s[c], 7);
    }
}
