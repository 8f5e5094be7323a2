package moltis.gateway.web;

import java.util.List;
import java.util.stream.Stream;
import moltis.gateway.WireRecords;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** The records of the HTTP answers may grow. */
class HttpRecordsTest {

    @TestFactory
    Stream<DynamicContainer> what_clients_get() {
        return WireRecords.sent(List.of(
                BootData.Boot.class,
                BootData.ForStrangers.class,
                BootstrapRoute.Bootstrap.class,
                SessionRoutes.Page.class,
                SessionRoutes.History.class,
                MediaRoutes.Uploaded.class,
                MediaRoutes.UploadFailed.class,
                ConfigRoutes.Shown.class,
                ConfigRoutes.Saved.class,
                ConfigRoutes.Checked.class,
                ConfigRoutes.Template.class,
                ConfigRoutes.Provenance.class,
                VaultRoutes.Status.class,
                VaultRoutes.Done.class,
                VaultRoutes.Disabled.class,
                EnvRoutes.Listed.class,
                EnvRoutes.Stored.class,
                EnvRoutes.Removed.class,
                AssetRoutes.Version.class));
    }
}
