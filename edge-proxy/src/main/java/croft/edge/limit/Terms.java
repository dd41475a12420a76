package croft.edge.limit;

import croft.platform.declaration.VisitorPolicy;

/// A declaration's policy, made ready to be asked. Immutable; a new one takes its place when
/// croft.yml changes.
record Terms(
        int connections,
        Rate rate,
        Addresses allow,
        Addresses deny,
        Addresses proxyProtocol,
        Addresses trustedProxies) {
    static Terms of(VisitorPolicy policy) {
        return new Terms(
                policy.limits().connections(),
                Rate.of(policy.limits()),
                Addresses.of(policy.allow()),
                Addresses.of(policy.deny()),
                Addresses.of(policy.proxyProtocolFrom()),
                Addresses.of(policy.trustedProxies()));
    }
}
