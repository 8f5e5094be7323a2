package moltis.core.vault;

import java.io.IOException;
import java.util.function.IntSupplier;

/**
 * The secrets of one {@link SecretFile}.
 *
 * @param count how many secrets there are
 * @param owner whose file it is
 */
public record FileContent(String name, IntSupplier count, Owner owner) implements VaultContent {

    /** Something to do with the file. @return whether it did anything */
    @FunctionalInterface
    public interface Step {
        boolean on(SecretFile file) throws IOException;
    }

    /** Does something with the file while nobody else, in this process or another, changes it. */
    @FunctionalInterface
    public interface Owner {
        boolean alone(Step step);
    }

    @Override
    public void moveIn() {
        owner.alone(SecretFile::moveIn);
    }

    @Override
    public int moveOut() {
        int all = count.getAsInt();
        return owner.alone(SecretFile::moveOut) ? all : 0;
    }

    @Override
    public void sealAnew() {
        owner.alone(SecretFile::sealAnew);
    }

    @Override
    public void forgetCopies() {
        owner.alone(SecretFile::forgetCopy);
    }

    @Override
    public void putBackCopies() {
        owner.alone(SecretFile::putBackCopy);
    }
}
