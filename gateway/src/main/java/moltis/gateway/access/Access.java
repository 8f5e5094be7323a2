package moltis.gateway.access;

import moltis.access.Scope;

/** What a route demands of its caller. Every route names one. */
public sealed interface Access {

    /** Anybody may. */
    record Public() implements Access {}

    /** Anybody may while there is no credential yet; afterwards it takes the right to read. */
    record FirstSteps() implements Access {}

    /** Somebody known, with this scope. */
    record Needs(Scope scope) implements Access {}

    /** Somebody known; what it may do is decided by each method that is called. */
    record Known() implements Access {}

    Access PUBLIC = new Public();
    Access FIRST_STEPS = new FirstSteps();
    Access KNOWN = new Known();
    Access READ = new Needs(Scope.READ);
    Access WRITE = new Needs(Scope.WRITE);
    Access ADMIN = new Needs(Scope.ADMIN);
    Access MODELS = new Needs(Scope.MODELS_INVOKE);
}
