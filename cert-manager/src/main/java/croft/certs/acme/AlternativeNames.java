package croft.certs.acme;

import croft.certs.wanted.CertificateName;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/// Names as certificates and requests carry them (RFC 5280 §4.2.1.6).
final class AlternativeNames {
    private AlternativeNames() {}

    static GeneralNames of(List<CertificateName> names) {
        return new GeneralNames(
                names.stream().map(AlternativeNames::of).toArray(GeneralName[]::new));
    }

    private static GeneralName of(CertificateName name) {
        return switch (name) {
            case CertificateName.Dns dns -> new GeneralName(GeneralName.dNSName, dns.text());
            case CertificateName.Address address ->
                    new GeneralName(
                            GeneralName.iPAddress,
                            new DEROctetString(address.address().getAddress()));
        };
    }
}
