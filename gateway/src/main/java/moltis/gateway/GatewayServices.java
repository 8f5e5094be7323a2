package moltis.gateway;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import moltis.agent.ChatReports;
import moltis.agent.ChatService;
import moltis.config.ConfigService;
import moltis.core.session.SessionDirectory;
import moltis.core.session.SessionMedia;
import moltis.core.session.Transcripts;
import moltis.gateway.log.LogBuffer;
import moltis.gateway.methods.AgentIdentity;
import moltis.providers.ModelService;
import moltis.providers.ProviderSetup;

/**
 * What the gateway makes reachable.
 *
 * @param onboarded whether the person has been through the first steps
 */
public record GatewayServices(
        ChatService chat,
        ChatReports reports,
        SessionDirectory sessions,
        Transcripts transcripts,
        SessionMedia media,
        ModelService models,
        ProviderSetup providers,
        ConfigService config,
        LogBuffer logs,
        Supplier<AgentIdentity> identity,
        BooleanSupplier onboarded) {}
