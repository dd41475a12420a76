package croft.chat.incident;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/// A mailbox. Certificates of the mail server are checked, its name too.
public final class MailTo implements Elsewhere {
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);
    private static final Duration TO_ANSWER = Duration.ofSeconds(20);

    private final MailServer server;
    private final InternetAddress to;
    private final InternetAddress from;
    private final SSLContext trust;
    private final InstantSource clock;

    /// @param address of the mailbox
    /// @param trust whose certificates are believed
    public MailTo(MailServer server, String address, SSLContext trust, InstantSource clock) {
        this.server = server;
        this.to = address(address);
        this.from = address(server.from());
        this.trust = trust;
        this.clock = clock;
    }

    private static InternetAddress address(String text) {
        try {
            return new InternetAddress(text, true);
        } catch (AddressException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" (expected: an address such as me@example.net)", e);
        }
    }

    @Override
    public String name() {
        return "mailto:" + to.getAddress();
    }

    @Override
    public String way() {
        return "by e-mail";
    }

    @Override
    public Result send(Letter letter) {
        try {
            Session session = Session.getInstance(properties());
            MimeMessage message = message(session, letter);
            try (Transport transport = session.getTransport()) {
                if (server.login().isPresent()) {
                    MailServer.Login login = server.login().get();
                    transport.connect(login.name(), login.password().get());
                } else {
                    transport.connect();
                }
                transport.sendMessage(message, message.getAllRecipients());
            }
            return new Result.Sent();
        } catch (AuthenticationFailedException e) {
            // Later all the same: the password is read anew each time.
            return new Result.Later(
                    server.host()
                            + " refuses the login: "
                            + reason(e)
                            + ". Put the right password"
                            + " into the secret.");
        } catch (MessagingException e) {
            return isForEver(e)
                    ? new Result.Never(server.host() + " refuses it: " + reason(e))
                    : new Result.Later(
                            server.host()
                                    + ":"
                                    + server.port()
                                    + " does not take it: "
                                    + reason(e));
        }
    }

    /// The same letter has the same Message-ID, by which mail programs know that it came twice.
    private MimeMessage message(Session session, Letter letter) throws MessagingException {
        String id = "<croft." + letter.key() + "@" + domain(from.getAddress()) + ">";
        MimeMessage message =
                new MimeMessage(session) {
                    @Override
                    protected void updateMessageID() throws MessagingException {
                        setHeader("Message-ID", id);
                    }
                };
        message.setFrom(from);
        message.setRecipient(Message.RecipientType.TO, to);
        message.setSubject(letter.subject().replaceAll("\\p{Cntrl}+", " "), "UTF-8");
        message.setText(letter.text(), "UTF-8");
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: no out-of-office answers
        if (letter.urgent()) {
            message.setHeader("Importance", "high");
        }
        message.saveChanges();
        return message;
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.host", server.host());
        properties.put("mail.smtp.port", Integer.toString(server.port()));
        properties.put("mail.smtp.connectiontimeout", Long.toString(TO_CONNECT.toMillis()));
        properties.put("mail.smtp.timeout", Long.toString(TO_ANSWER.toMillis()));
        properties.put("mail.smtp.writetimeout", Long.toString(TO_ANSWER.toMillis()));
        properties.put("mail.smtp.auth", Boolean.toString(server.login().isPresent()));
        properties.put("mail.smtp.from", from.getAddress());
        properties.put("mail.smtp.localhost", domain(from.getAddress()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.socketFactory", trust.getSocketFactory());
        switch (server.security()) {
            case TLS -> properties.put("mail.smtp.ssl.enable", "true");
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case PLAIN -> {}
        }
        return properties;
    }

    /// A reply of 5xx to the letter itself (RFC 5321 §4.2.1).
    private static boolean isForEver(MessagingException e) {
        for (Exception cause = e; cause != null; ) {
            int code =
                    switch (cause) {
                        case SMTPAddressFailedException failed -> failed.getReturnCode();
                        case SMTPSenderFailedException failed -> failed.getReturnCode();
                        case SMTPSendFailedException failed -> failed.getReturnCode();
                        default -> 0;
                    };
            if (code / 100 == 5) {
                return true;
            }
            cause = cause instanceof SendFailedException failed ? failed.getNextException() : null;
        }
        return false;
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElse("");
    }

    private static String domain(String address) {
        return address.substring(address.indexOf('@') + 1);
    }
}
