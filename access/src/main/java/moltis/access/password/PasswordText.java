package moltis.access.password;

import java.text.Normalizer;
import moltis.core.Secret;

/** The characters that count. Keyboards of different systems write one letter in different ways. */
final class PasswordText {

    private PasswordText() {}

    static String of(Secret password) {
        return Normalizer.normalize(password.reveal(), Normalizer.Form.NFC);
    }
}
