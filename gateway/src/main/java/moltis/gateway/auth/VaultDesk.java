package moltis.gateway.auth;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import moltis.access.Accounts;
import moltis.access.audit.AuditEvent;
import moltis.access.limit.Account;
import moltis.core.Secret;
import moltis.gateway.access.AccessGate;
import moltis.gateway.access.RequestFacts;
import moltis.gateway.web.VaultDoor;

/** Counts tries at the vault like any others, and writes down what happened to it. */
public final class VaultDesk implements VaultDoor {

    private final Accounts accounts;
    private final AccessGate gate;

    public VaultDesk(Accounts accounts, AccessGate gate) {
        this.accounts = accounts;
        this.gate = gate;
    }

    @Override
    public void mayTry(RequestFacts request) {
        Optional<Duration> blocked = accounts.guard().blocked(Account.VAULT, address(request));
        if (blocked.isPresent()) throw FrontDesk.blocked(blocked.get());
    }

    @Override
    public void wrong(RequestFacts request) {
        note(request, AuditEvent.LOGIN_FAILURE, "vault");
        if (accounts.guard().failed(Account.VAULT, address(request)))
            note(request, AuditEvent.LOCKOUT, Account.VAULT.wireName());
    }

    @Override
    public void done(RequestFacts request, Event event) {
        switch (event) {
            case UNLOCKED -> note(request, AuditEvent.VAULT_UNLOCKED, "password");
            case RECOVERED -> note(request, AuditEvent.VAULT_RECOVERY, "recovery key");
            case SEALED -> note(request, AuditEvent.VAULT_SEALED, "");
            case DISABLED -> note(request, AuditEvent.VAULT_DISABLED, "");
            case CHANGED -> note(request, AuditEvent.SETTINGS_CHANGED, "vault");
        }
    }

    @Override
    public boolean isPassword(Secret typed) throws InterruptedException {
        return accounts.passwordIs(typed);
    }

    private void note(RequestFacts request, AuditEvent event, String detail) {
        accounts.audit().add(event, Optional.of(address(request).getHostAddress()), detail);
    }

    private InetAddress address(RequestFacts request) {
        return gate.peer(request).address();
    }
}
