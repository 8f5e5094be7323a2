package moltis.gateway;

import java.util.List;
import java.util.function.Supplier;
import moltis.access.env.EnvVariables;
import moltis.access.vault.VaultService;
import moltis.agent.ChatReports;
import moltis.agent.ChatService;
import moltis.agent.Mode;
import moltis.config.ConfigService;
import moltis.core.session.SessionDirectory;
import moltis.core.session.SessionMedia;
import moltis.core.session.Transcripts;
import moltis.gateway.log.LogBuffer;
import moltis.gateway.methods.IdentityFiles;
import moltis.gateway.v1.ModelPorts;
import moltis.gateway.web.VaultDoor;
import moltis.ledger.Ledger;
import moltis.oauth.SignIns;
import moltis.providers.ModelService;
import moltis.providers.OllamaPulls;
import moltis.providers.ProviderSetup;
import moltis.providers.local.LocalSetup;

/**
 * What the gateway makes reachable.
 *
 * @param variables those that a person keeps here instead of in the shell
 * @param modelPorts what other programs use the models with
 * @param modes the ways of working that a session can be switched to, asked anew each time
 */
public record GatewayServices(
        ChatService chat,
        ChatReports reports,
        SessionDirectory sessions,
        Transcripts transcripts,
        SessionMedia media,
        Ledger ledger,
        ModelService models,
        ProviderSetup providers,
        OllamaPulls pulls,
        SignIns signIns,
        LocalSetup localModels,
        ConfigService config,
        LogBuffer logs,
        IdentityFiles identity,
        VaultService vault,
        VaultDoor vaultDoor,
        EnvVariables variables,
        ModelPorts modelPorts,
        Supplier<List<Mode>> modes) {}
