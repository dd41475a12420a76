package croft.chat.command;

/// All that commands can act on.
public record Services(
        Sites sites, Certificates certificates, Caches caches, Wikis wikis, Bridges bridges) {}
