package moltis.providers.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import moltis.net.Downloads;
import moltis.net.HttpClients;
import moltis.net.NetSettings;
import moltis.net.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

    private static final ModelOffer OFFER = ModelOffer.ALL.getFirst();

    @TempDir
    private Path folder;

    private ModelFolder over(URI mirror) {
        return new ModelFolder(
                folder, Optional.of(mirror), new Downloads(new HttpClients(NetSettings.defaults("test"))));
    }

    @Test
    void a_model_comes_from_the_mirror_under_its_own_name() throws Exception {
        HttpServer mirror = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        mirror.createContext("/models/" + OFFER.file(), exchange -> {
            exchange.sendResponseHeaders(200, 7);
            exchange.getResponseBody().write("weights".getBytes());
            exchange.close();
        });
        mirror.start();
        try {
            ModelFolder models =
                    over(URI.create("http://localhost:" + mirror.getAddress().getPort() + "/models/"));

            models.pull(OFFER, Progress.SILENT);

            assertThat(models.has(OFFER)).isTrue();
            assertThat(folder.resolve(OFFER.file())).hasContent("weights");
        } finally {
            mirror.stop(0);
        }
    }

    @Test
    void every_offer_has_its_own_id_and_file() {
        assertThat(ModelOffer.ALL).extracting(ModelOffer::id).doesNotHaveDuplicates();
        assertThat(ModelOffer.ALL)
                .extracting(ModelOffer::file)
                .doesNotHaveDuplicates()
                .allMatch(file -> file.endsWith(".gguf"));
        assertThat(ModelOffer.find("no-such-model")).isEmpty();
    }
}
