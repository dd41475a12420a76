package croft.stack.clients;

import java.util.List;
import java.util.Map;

/// What to write into croft.yml so that names go on being proved as before.
///
/// @param lines for the site, as YAML
/// @param note where the missing values are; empty if there are none
public record Advice(List<String> lines, String note) {
    /// Providers that both know, by what acme.sh and certbot call them.
    private static final Map<String, Provider> PROVIDERS =
            Map.ofEntries(
                    Map.entry(
                            "dns_lua",
                            new Provider(
                                    "luadns",
                                    "user: LUA_EMAIL, secret: luadns",
                                    "LUA_Email and LUA_Key in account.conf (SAVED_…)")),
                    Map.entry(
                            "dns-luadns",
                            new Provider(
                                    "luadns",
                                    "user: EMAIL, secret: luadns",
                                    "dns_luadns_email and dns_luadns_token in certbot's credentials file")),
                    Map.entry(
                            "dns_cf",
                            new Provider(
                                    "cloudflare",
                                    "secret: cloudflare",
                                    "CF_Token in account.conf (SAVED_…); a global key (CF_Key) is not used: make a token")),
                    Map.entry(
                            "dns-cloudflare",
                            new Provider(
                                    "cloudflare",
                                    "secret: cloudflare",
                                    "dns_cloudflare_api_token in certbot's credentials file")),
                    Map.entry(
                            "dns_desec",
                            new Provider(
                                    "desec",
                                    "secret: desec",
                                    "DEDYN_TOKEN in account.conf (SAVED_…)")),
                    Map.entry(
                            "dns_hetznercloud",
                            new Provider(
                                    "hetzner",
                                    "secret: hetzner",
                                    "HETZNER_TOKEN in account.conf (SAVED_…)")),
                    Map.entry(
                            "dns_hetzner",
                            new Provider(
                                    "hetzner",
                                    "secret: hetzner",
                                    "a token of the Hetzner Cloud console: the old DNS console's is not taken any more")),
                    Map.entry(
                            "dns_pdns",
                            new Provider(
                                    "powerdns",
                                    "url: PDNS_URL, secret: powerdns",
                                    "PDNS_Url and PDNS_Token in account.conf (SAVED_…)")),
                    Map.entry(
                            "dns_nsupdate",
                            new Provider(
                                    "rfc2136",
                                    "server: NSUPDATE_SERVER, user: KEY_NAME, secret: tsig",
                                    "NSUPDATE_SERVER in account.conf (SAVED_…), name and secret in the file NSUPDATE_KEY")),
                    Map.entry(
                            "dns_knot",
                            new Provider(
                                    "rfc2136",
                                    "server: KNOT_SERVER, user: KEY_NAME, secret: tsig",
                                    "KNOT_SERVER and KNOT_KEY in account.conf (SAVED_…)")),
                    Map.entry(
                            "dns-rfc2136",
                            new Provider(
                                    "rfc2136",
                                    "server: SERVER, user: KEY_NAME, secret: tsig",
                                    "dns_rfc2136_server, _name and _secret in certbot's credentials file")),
                    Map.entry(
                            "dns_acmedns",
                            new Provider(
                                    "acme-dns",
                                    "url: ACMEDNS_BASE_URL, user: USERNAME, secret: acme-dns",
                                    "ACMEDNS_BASE_URL, _USERNAME and _PASSWORD in account.conf (SAVED_…)")),
                    Map.entry(
                            "dns_acmeproxy",
                            new Provider(
                                    "httpreq",
                                    "url: ACMEPROXY_ENDPOINT, user: USERNAME, secret: httpreq",
                                    "ACMEPROXY_ENDPOINT, _USERNAME and _PASSWORD in account.conf (SAVED_…)")));

    public Advice {
        lines = List.copyOf(lines);
    }

    /// What a proof becomes.
    public static Advice on(Proof proof) {
        return switch (proof) {
            case Proof.Http _ -> new Advice(List.of("certificate: { challenge: http-01 }"), "");
            case Proof.Alpn _ -> new Advice(List.of("certificate: { challenge: tls-alpn-01 }"), "");
            case Proof.Dns(String plugin) -> dns(plugin);
            case Proof.Unknown _ ->
                    new Advice(
                            List.of("certificate: { challenge: http-01 }"),
                            "the files do not tell how the names were proved; a wildcard needs"
                                    + " challenge: dns-01 and dns");
        };
    }

    private static Advice dns(String plugin) {
        if (plugin.equals("manual")) {
            return new Advice(
                    List.of("certificate:", "  challenge: dns-01", "  dns: { provider: manual }"),
                    "croft certs then says which record is waited for");
        }
        Provider provider = PROVIDERS.get(plugin);
        if (provider != null) {
            return new Advice(
                    List.of(
                            "certificate:",
                            "  challenge: dns-01",
                            "  dns: { provider: "
                                    + provider.word()
                                    + ", "
                                    + provider.keys()
                                    + " }"),
                    "the values: "
                            + provider.where()
                            + "; a secret is a file of that name in the secrets folder, and croft"
                            + " dns test tries it out");
        }
        return new Advice(
                List.of(
                        "certificate:",
                        "  challenge: dns-01",
                        "  dns: { provider: exec, command: [/usr/local/bin/acme-sh-dns, "
                                + plugin.replaceAll("[^A-Za-z0-9_-]", "_")
                                + "] }"),
                "there is no driver of our own for "
                        + plugin.replaceAll("\\p{Cntrl}", "?")
                        + ": a program of yours can call it, see docs/guides/dns-providers.md");
    }

    private record Provider(String word, String keys, String where) {}
}
