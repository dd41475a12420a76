package croft.certs.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import croft.certs.wanted.CertificateName;
import croft.platform.declaration.CertificateTerms.Challenge;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What CAA records allow. Zones are written as `name tag value`, separated by `/`; the authority
/// is `ca.test`, our account `https://ca.test/1`, and the name is proved by dns-01.
class CaaTest {
    private static final Issuer ISSUER =
            new Issuer(
                    "ca",
                    List.of("ca.test", "ca.example"),
                    Optional.of(URI.create("https://ca.test/1")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // RFC 8659 §3: the nearest set above the name counts, and no other.
                "www.blog.net | '' | allowed",
                "www.blog.net | www.blog.net issue ca.test | allowed",
                "www.blog.net | www.blog.net issue other.test | refused at www.blog.net",
                "www.blog.net | blog.net issue ca.test | allowed",
                "www.blog.net | blog.net issue other.test | refused at blog.net",
                "www.blog.net | net issue other.test | refused at net",
                "www.blog.net | www.blog.net issue ca.test / blog.net issue other.test | allowed",
                "www.blog.net | www.blog.net issue other.test / blog.net issue ca.test | refused at www.blog.net",
                // A set without a word about issuing ends the climb.
                "www.blog.net | www.blog.net iodef mailto:me / blog.net issue other.test | allowed",
                // §3: aliases are followed at each step, but their own parents are not asked.
                "www.blog.net | www.blog.net CNAME x.host.net / x.host.net issue other.test | refused at www.blog.net",
                "www.blog.net | www.blog.net CNAME x.host.net / host.net issue other.test | allowed",
                "www.blog.net | www.blog.net CNAME x.host.net / host.net issue other.test / blog.net issue other.test | refused at blog.net",
                "www.blog.net | www.blog.net CNAME a.net / a.net CNAME b.net / b.net issue ca.test | allowed",
                "www.blog.net | www.blog.net CNAME a.net / a.net CNAME www.blog.net | unknown",
                // §4.2: who is named, in upper or lower case, one of several.
                "blog.net | blog.net issue CA.Test | allowed",
                "blog.net | blog.net ISSUE ca.test | allowed",
                "blog.net | blog.net issue ca.example | allowed",
                "blog.net | blog.net issue other.test / blog.net issue ca.test | allowed",
                "blog.net | blog.net issue ; | refused at blog.net",
                "blog.net | blog.net issue '' | refused at blog.net",
                "blog.net | blog.net issue ; / blog.net issue ca.test | allowed",
                "blog.net | blog.net issue xca.test | refused at blog.net",
                "blog.net | blog.net issue www.ca.test | refused at blog.net",
                "blog.net | blog.net issue %%%%% | refused at blog.net",
                "blog.net | blog.net issue ca.test; policy=ev | allowed",
                "blog.net | blog.net issue ca.test ; a = b ; c=d; | allowed",
                "blog.net | blog.net issue ca.test; nonsense | refused at blog.net",
                // §4.3: issuewild for wildcards alone, where there is one.
                "*.blog.net | blog.net issue ca.test | allowed",
                "*.blog.net | blog.net issue other.test | refused at blog.net",
                "*.blog.net | blog.net issue other.test / blog.net issuewild ca.test | allowed",
                "*.blog.net | blog.net issue ca.test / blog.net issuewild ; | refused at blog.net",
                "www.blog.net | blog.net issue ca.test / blog.net issuewild ; | allowed",
                "www.blog.net | blog.net issuewild other.test | allowed",
                "*.www.blog.net | www.blog.net issuewild ca.test / blog.net issuewild ; | allowed",
                // §4.5: what is critical and unknown forbids; what is only unknown does not.
                "blog.net | blog.net !tbs unknown | refused at blog.net",
                "blog.net | blog.net tbs unknown | allowed",
                "blog.net | blog.net !issue ca.test | allowed",
                "blog.net | blog.net !tbs unknown / blog.net issue ca.test | refused at blog.net",
                // RFC 8657 §3: our account, character by character, and said once.
                "blog.net | blog.net issue ca.test; accounturi=https://ca.test/1 | allowed",
                "blog.net | blog.net issue ca.test; accounturi=https://ca.test/2 | refused at blog.net",
                "blog.net | blog.net issue ca.test; accounturi=https://CA.test/1 | refused at blog.net",
                "blog.net | blog.net issue ca.test; AccountURI=https://ca.test/1 | allowed",
                "blog.net | blog.net issue ca.test; accounturi=https://ca.test/1; accounturi=https://ca.test/1 | refused at blog.net",
                "blog.net | blog.net issue ca.test; accounturi=x / blog.net issue ca.test | allowed",
                // §4: the way we prove it.
                "blog.net | blog.net issue ca.test; validationmethods=dns-01 | allowed",
                "blog.net | blog.net issue ca.test; validationmethods=http-01,dns-01 | allowed",
                "blog.net | blog.net issue ca.test; validationmethods=http-01 | refused at blog.net",
                "blog.net | blog.net issue ca.test; validationmethods= | refused at blog.net",
                "blog.net | blog.net issue ca.test; validationmethods=dns-01; accounturi=https://ca.test/1 | allowed",
                // Baseline Requirements §3.2.2.8: who cannot look does not issue.
                "www.blog.net | www.blog.net SERVFAIL | unknown",
                "www.blog.net | blog.net SERVFAIL | unknown",
                "www.blog.net | www.blog.net issue ca.test / blog.net SERVFAIL | allowed"
            })
    void allowsWhatTheRecordsAllow(String name, String zone, String expected) {
        assertThat(verdict(name, zone, ISSUER)).isEqualTo(expected);
    }

    @Test
    void takesNoAccountForTheOneThatIsNamed() {
        Issuer noAccount = new Issuer("ca", List.of("ca.test"), Optional.empty());
        assertThat(verdict("blog.net", "blog.net issue ca.test", noAccount)).isEqualTo("allowed");
        assertThat(
                        verdict(
                                "blog.net",
                                "blog.net issue ca.test; accounturi=https://ca.test/1",
                                noAccount))
                .isEqualTo("refused at blog.net");
    }

    @Test
    void saysWhatStandsInTheWayAndWhatToAdd() {
        assertThat(
                        judge(
                                "www.blog.net",
                                "blog.net issue other.test / blog.net issue ca.test;"
                                        + " validationmethods=http-01",
                                ISSUER))
                .isEqualTo(
                        new Caa.Verdict.Refused(
                                "blog.net",
                                "CAA at blog.net does not let ca issue: 0 issue \"other.test\" names"
                                        + " another; 0 issue \"ca.test; validationmethods=http-01\""
                                        + " does not allow dns-01",
                                "add the record blog.net. CAA 0 issue \"ca.test\" (or ca.example)"));
    }

    @Test
    void endsInTimeWhateverTheRecordsAre() {
        String hostile = "a-".repeat(20_000) + "; " + "x=" + "y".repeat(20_000);
        assertThat(
                        assertTimeout(
                                Duration.ofSeconds(1),
                                () -> verdict("blog.net", "blog.net issue " + hostile, ISSUER)))
                .isEqualTo("refused at blog.net");
        StringBuilder chain = new StringBuilder("a0.net issue ca.test");
        for (int i = 1; i < 50; i++) {
            chain.append(" / a%d.net CNAME a%d.net".formatted(i, i - 1));
        }
        assertThat(verdict("a49.net", chain.toString(), ISSUER)).isEqualTo("unknown");
    }

    private static String verdict(String name, String zone, Issuer issuer) {
        return switch (judge(name, zone, issuer)) {
            case Caa.Verdict.Allowed _ -> "allowed";
            case Caa.Verdict.Refused refused -> "refused at " + refused.where();
            case Caa.Verdict.Unknown _ -> "unknown";
        };
    }

    private static Caa.Verdict judge(String name, String zone, Issuer issuer) {
        Map<String, CaaAnswer> answers = answers(zone);
        return new Caa(asked -> answers.getOrDefault(asked, new CaaAnswer.None()))
                .judge((CertificateName.Dns) CertificateName.of(name), Challenge.DNS_01, issuer);
    }

    private static Map<String, CaaAnswer> answers(String zone) {
        Map<String, CaaAnswer> answers = new HashMap<>();
        Map<String, List<CaaRecord>> records = new HashMap<>();
        for (String line : zone.split(" / ", -1)) {
            String[] words = line.strip().split(" ", 3);
            if (words.length == 3 && words[1].equals("CNAME")) {
                answers.put(words[0], new CaaAnswer.Alias(words[2]));
            } else if (words.length == 2 && words[1].equals("SERVFAIL")) {
                answers.put(words[0], new CaaAnswer.Failed("SERVFAIL"));
            } else if (words.length == 3) {
                boolean critical = words[1].startsWith("!");
                records.computeIfAbsent(words[0], _ -> new ArrayList<>())
                        .add(
                                new CaaRecord(
                                        critical ? 128 : 0,
                                        critical ? words[1].substring(1) : words[1],
                                        words[2].equals("''") ? "" : words[2]));
            }
        }
        records.forEach((name, set) -> answers.put(name, new CaaAnswer.Found(set)));
        return answers;
    }
}
