package moltis.providers.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import moltis.core.event.LocalEventBus;
import moltis.core.event.ServerEvent;
import moltis.net.Downloads;
import moltis.net.HttpClients;
import moltis.net.NetSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class StarterDownloadTest {

    @TempDir
    Path folder;

    @Test
    void a_download_that_no_source_delivers_is_told_with_the_reason_and_can_be_begun_again() throws Exception {
        BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
        var bus = new LocalEventBus(failure -> {
            throw failure;
        });
        bus.subscribe(event -> {
            if (event instanceof ServerEvent.Named(var name, var payload, var _) && name.equals("local-llm.download"))
                told.add(payload);
        });
        var starter = new StarterModel(
                folder,
                List.of(URI.create("http://127.0.0.1:1/model")),
                new Downloads(new HttpClients(NetSettings.defaults("test"))),
                new PythonPackage(List.of(List.of("no-such-command"))));

        try (var download = new StarterDownload(starter, bus)) {
            assertThat(download.state()).isEqualTo(StarterDownload.State.ABSENT);
            for (int attempt = 0; attempt < 2; attempt++) {
                download.start();
                JsonNode error = failure(told);

                assertThat(error.path("error").asString()).contains("can't be downloaded");
                assertThat(error.path("modelId").asString()).isEqualTo(StarterModel.ID);
                assertThat(download.state()).isEqualTo(StarterDownload.State.FAILED);
                assertThat(download.failure()).isPresent();
            }
        }
    }

    private static JsonNode failure(BlockingQueue<JsonNode> told) throws InterruptedException {
        while (true) {
            JsonNode event = told.poll(20, TimeUnit.SECONDS);
            if (event == null) throw new AssertionError("no failure was told");
            if (event.has("error")) return event;
        }
    }
}
