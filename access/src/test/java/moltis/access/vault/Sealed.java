package moltis.access.vault;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import moltis.core.vault.SecretBox;
import moltis.core.vault.VaultContent;

/** Secrets in memory, as plain or sealed text by name. */
final class Sealed implements VaultContent {

    final Map<String, String> plain = new LinkedHashMap<>();
    final Map<String, String> sealed = new LinkedHashMap<>();
    final Map<String, String> copies = new LinkedHashMap<>();
    boolean broken;
    private final SecretBox box;

    Sealed(SecretBox box) {
        this.box = box;
    }

    void put(String name, String value) {
        if (box.sealsNow(name)) sealed.put(name, box.seal(value.getBytes(StandardCharsets.UTF_8), name));
        else plain.put(name, value);
    }

    String get(String name) {
        String text = sealed.get(name);
        return text == null ? plain.get(name) : new String(box.open(text, name), StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return "things";
    }

    @Override
    public void moveIn() {
        if (broken) throw new IllegalStateException("the disk is full");
        plain.forEach((name, value) -> sealed.put(name, box.seal(value.getBytes(StandardCharsets.UTF_8), name)));
        copies.putAll(plain);
        plain.clear();
    }

    @Override
    public int moveOut() {
        if (broken) throw new IllegalStateException("the disk is full");
        int count = sealed.size();
        sealed.keySet().forEach(name -> plain.put(name, get(name)));
        sealed.clear();
        copies.clear();
        return count;
    }

    @Override
    public void sealAnew() {
        if (broken) throw new IllegalStateException("the disk is full");
        sealed.replaceAll((name, _) -> box.seal(get(name).getBytes(StandardCharsets.UTF_8), name));
    }

    @Override
    public void forgetCopies() {
        copies.clear();
    }

    @Override
    public void putBackCopies() {
        plain.putAll(copies);
        copies.clear();
        sealed.clear();
    }
}
