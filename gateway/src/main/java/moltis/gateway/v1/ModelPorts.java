package moltis.gateway.v1;

import java.util.function.Supplier;
import moltis.core.model.CircuitBreaker;
import moltis.core.model.ModelDirectory;

/** What the models for other programs are made of. */
public record ModelPorts(
        ModelDirectory models, CircuitBreaker breaker, Admission admission, Supplier<ModelGatewaySettings> settings) {}
