package croft.certs.preflight;

import croft.certs.wanted.CertificateName;
import croft.certs.wanted.NameSet;
import croft.platform.declaration.CertificateTerms;
import croft.platform.declaration.CertificateTerms.Challenge;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Looks at everything that an order depends on and that can be seen from here. Changes nothing; a
/// look at one set of names takes seconds where servers are silent, so it runs on a virtual thread.
public final class Preflight {
    private static final String PROOF = "_acme-challenge.";

    private final Resolvers resolvers;
    private final Ports ports;
    private final CredentialCheck credentials;
    private final UnaryOperator<String> registeredDomain;
    private final Supplier<Set<InetAddress>> own;
    private final BiFunction<InetAddress, Integer, Optional<String>> connect;
    private final InstantSource clock;

    /// A pre-flight that asks these resolvers, and connects to ports itself.
    ///
    /// @param credentials tries those of DNS providers
    /// @param registeredDomain from a host name to the domain that somebody registered
    /// @param own the addresses of this machine
    public Preflight(
            Resolvers resolvers,
            Ports ports,
            CredentialCheck credentials,
            UnaryOperator<String> registeredDomain,
            Supplier<Set<InetAddress>> own,
            InstantSource clock) {
        this.resolvers = resolvers;
        this.ports = ports;
        this.credentials = credentials;
        this.registeredDomain = registeredDomain;
        this.own = own;
        this.connect = Ports::connect;
        this.clock = clock;
    }

    /// Everything that an order for these names would stumble over, name by name.
    public List<Finding> look(NameSet names, CertificateTerms terms, Issuer issuer) {
        Lookup lookup = new Lookup(resolvers, clock);
        Set<Finding> findings = new LinkedHashSet<>();
        for (CertificateName name : names.names()) {
            findings.addAll(look(lookup, name, terms, issuer));
        }
        if (!lookup.checksSignatures() && !lookup.isSilent() && !names.hosts().isEmpty()) {
            findings.add(
                    Finding.note(
                            names.first(),
                            "whether DNSSEC signatures are right cannot be seen: "
                                    + resolvers
                                    + " passes none on",
                            "name resolvers that do in certificates.resolvers, to learn of a wrong"
                                    + " signature before the authority refuses it"));
        }
        return List.copyOf(findings);
    }

    /// Only whether CAA records let this authority issue: what a fallback has to be asked first.
    public List<Finding> caa(NameSet names, Challenge challenge, Issuer issuer) {
        CaaCheck check = new CaaCheck(new Lookup(resolvers, clock));
        List<Finding> findings = new ArrayList<>();
        for (CertificateName name : names.names()) {
            if (name instanceof CertificateName.Dns dns) {
                check.of(dns, challenge, issuer).ifPresent(findings::add);
            }
        }
        return List.copyOf(findings);
    }

    private List<Finding> look(
            Lookup lookup, CertificateName name, CertificateTerms terms, Issuer issuer) {
        List<Finding> findings = new ArrayList<>();
        if (name instanceof CertificateName.Dns dns) {
            findings.addAll(new DelegationCheck(lookup, registeredDomain).of(dns));
            if (lookup.isSilent() || findings.stream().anyMatch(Finding::isRefusal)) {
                // What follows would say the same in other words.
                return findings;
            }
            new CaaCheck(lookup).of(dns, terms.challenge(), issuer).ifPresent(findings::add);
        }
        switch (terms.challenge()) {
            case HTTP_01 -> findings.addAll(addresses(lookup).of(name, ports.http()));
            case TLS_ALPN_01 -> findings.addAll(addresses(lookup).of(name, ports.https()));
            case DNS_01 -> {
                if (name instanceof CertificateName.Dns dns) {
                    record(lookup, dns, terms, findings);
                }
            }
            case DNS_PERSIST_01 -> {
                if (name instanceof CertificateName.Dns dns) {
                    findings.addAll(new PersistCheck(lookup).of(dns, issuer, clock.instant()));
                }
            }
        }
        return findings;
    }

    private AddressCheck addresses(Lookup lookup) {
        return new AddressCheck(lookup, own.get(), connect);
    }

    /// Where the record of a proof is written, and whether it can be.
    private void record(
            Lookup lookup,
            CertificateName.Dns name,
            CertificateTerms terms,
            List<Finding> findings) {
        DelegationCheck.Place place =
                new DelegationCheck(lookup, registeredDomain)
                        .follow(name, PROOF + name.proved(), findings);
        if (terms.dns().isEmpty() || findings.stream().anyMatch(Finding::isRefusal)) {
            return;
        }
        try {
            String zone = credentials.zoneOf(terms.dns().get(), place.target());
            place.zone()
                    .filter(seen -> !seen.equals(zone))
                    .ifPresent(seen ->
                            findings.add(
                                    Finding.warning(
                                            name,
                                            terms.dns().get()
                                                    + " writes to the zone "
                                                    + zone
                                                    + ", and DNS has "
                                                    + place.target()
                                                    + " in "
                                                    + seen,
                                            "give the credentials of whoever holds " + seen)));
        } catch (CredentialCheck.NoAccess e) {
            findings.add(
                    Finding.refusal(
                            name,
                            terms.dns().get()
                                    + " does not let us write "
                                    + place.target()
                                    + ": "
                                    + Objects.requireNonNullElse(e.getMessage(), "no reason said"),
                            e.remedy()));
        }
    }
}
