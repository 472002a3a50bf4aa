package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.DummySSLSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.id.InvitationId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.invitation.Invitation;
import dev.atrium.membership.invitation.InvitationLinks;
import dev.atrium.membership.mail.Mails;
import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(TestDatabase.class)
final class MailTest {
    private static final InvitationId ID = new InvitationId("invitation");

    @SuppressWarnings("NullAway.Init")
    private TestServer server;

    private Optional<GreenMail> mailbox = Optional.empty();
    private final InvitationLinks links =
            new InvitationLinks(
                    "key".getBytes(StandardCharsets.UTF_8),
                    new ServiceUrl("https://m.example.com/api"));

    @BeforeEach
    void an_invitation(Database database) {
        server = new TestServer(database);
        Acme.settle(server);
        server.sql(
                "update membership.organizations set name = 'Acme <b>& Sons</b>' where id = 'acme'",
                "insert into membership.invitations (id, organization_id, user_email, creator_id, expires_at) values ('invitation', 'acme', 'Fay@Example.com', 'bob', '2026-11-29T12:00:00Z')");
    }

    @AfterEach
    void stop() {
        mailbox.ifPresent(GreenMail::stop);
        server.close();
    }

    private Mails mails(int port, MembershipSettings.Smtp.Security security) {
        return mails(port, security, true);
    }

    /// @param anybody whether any certificate is believed
    private Mails mails(int port, MembershipSettings.Smtp.Security security, boolean anybody) {
        return new Mails(
                server.database,
                links,
                new MembershipSettings.Smtp(
                        "127.0.0.1",
                        port,
                        security,
                        Optional.of("atrium"),
                        Optional.of(Secret.of("secret")),
                        "The Team <team@example.com>"),
                anybody,
                server.clock,
                new RandomIds(new SecureRandom(), server.clock),
                new SimpleMeterRegistry());
    }

    private GreenMail greenMail(String protocol) {
        java.security.Security.setProperty(
                "ssl.SocketFactory.provider", DummySSLSocketFactory.class.getName());
        GreenMail started = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
        started.start();
        started.setUser("team@example.com", "atrium", "secret");
        mailbox = Optional.of(started);
        return started;
    }

    private void invite(Mails mails) {
        Invitation invitation =
                new Invitation(
                        ID,
                        new OrganizationId("acme"),
                        "Fay@Example.com",
                        Optional.empty(),
                        Invitation.Status.PENDING,
                        Optional.empty(),
                        Optional.of("bob"),
                        server.clock.instant(),
                        server.clock.instant(),
                        server.clock.instant().plus(Duration.ofDays(7)));
        server.database.writing(tx -> mails.send(tx, invitation, server.clock.instant()));
    }

    private void pass(Mails mails) {
        server.database.write(mails::pass).run();
    }

    private int waiting() {
        return server.database.read(
                tx ->
                        tx.sql()
                                .createQuery("select count(*) from membership.mails")
                                .mapTo(Integer.class)
                                .one());
    }

    @Test
    void an_invitation_arrives_with_its_link_as_text_and_as_html() throws Exception {
        GreenMail box = greenMail(ServerSetup.PROTOCOL_SMTP);
        Mails mails = mails(box.getSmtp().getPort(), MembershipSettings.Smtp.Security.NONE);
        invite(mails);
        pass(mails);
        pass(mails);
        assertThat(box.getReceivedMessages()).hasSize(1);
        MimeMessage mail = box.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("You are invited to join Acme <b>& Sons</b>");
        assertThat(mail.getFrom()[0].toString()).isEqualTo("The Team <team@example.com>");
        assertThat(mail.getAllRecipients()[0].toString()).isEqualTo("Fay@Example.com");
        String whole = GreenMailUtil.getWholeMessage(mail).replace("=\r\n", "").replace("=3D", "=");
        assertThat(whole)
                .contains("text/plain")
                .contains("text/html")
                .contains(links.of(ID).toString())
                .contains("bob@acme.example invites you to join")
                .contains("29 November 2026")
                .contains("Acme &lt;b&gt;&amp; Sons&lt;/b&gt;");
        assertThat(waiting()).isZero();
    }

    @Test
    void a_server_that_speaks_tls_from_the_start_is_spoken_to_in_tls() {
        GreenMail box = greenMail(ServerSetup.PROTOCOL_SMTPS);
        Mails mails = mails(box.getSmtps().getPort(), MembershipSettings.Smtp.Security.TLS);
        invite(mails);
        pass(mails);
        assertThat(box.getReceivedMessages()).hasSize(1);
    }

    @Test
    void a_server_that_offers_starttls_is_told_nothing_before_it() throws Exception {
        GreenMail box = greenMail(ServerSetup.PROTOCOL_SMTP);
        try (StartTls front = new StartTls(box.getSmtp().getPort())) {
            Mails mails = mails(front.port(), MembershipSettings.Smtp.Security.STARTTLS);
            invite(mails);
            pass(mails);
            assertThat(box.getReceivedMessages()).hasSize(1);
            assertThat(waiting()).isZero();
            assertThat(front.inClear()).containsExactly("EHLO", "STARTTLS");
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_gets_no_mail() throws Exception {
        GreenMail box = greenMail(ServerSetup.PROTOCOL_SMTP);
        try (StartTls front = new StartTls(box.getSmtp().getPort())) {
            Mails mails = mails(front.port(), MembershipSettings.Smtp.Security.STARTTLS, false);
            invite(mails);
            pass(mails);
            assertThat(box.getReceivedMessages()).isEmpty();
            assertThat(waiting()).isEqualTo(1);
            assertThat(front.inClear()).containsExactly("EHLO", "STARTTLS");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = MembershipSettings.Smtp.Security.class,
            names = {"STARTTLS", "TLS"})
    void a_mail_waits_rather_than_leave_in_clear(MembershipSettings.Smtp.Security security) {
        GreenMail box = greenMail(ServerSetup.PROTOCOL_SMTP);
        Mails mails = mails(box.getSmtp().getPort(), security);
        invite(mails);
        pass(mails);
        assertThat(box.getReceivedMessages()).isEmpty();
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void a_mail_is_tried_again_later_when_the_server_is_away() {
        GreenMail box = greenMail(ServerSetup.PROTOCOL_SMTP);
        int port = box.getSmtp().getPort();
        Mails away = mails(1, MembershipSettings.Smtp.Security.NONE);
        invite(away);
        pass(away);
        assertThat(waiting()).isEqualTo(1);
        Mails back = mails(port, MembershipSettings.Smtp.Security.NONE);
        pass(back);
        assertThat(box.getReceivedMessages()).isEmpty();
        server.clock.advance(Duration.ofMinutes(1));
        pass(back);
        assertThat(box.getReceivedMessages()).hasSize(1);
    }

    @Test
    void a_mail_about_an_invitation_that_was_cancelled_is_not_sent() {
        GreenMail box = greenMail(ServerSetup.PROTOCOL_SMTP);
        Mails mails = mails(box.getSmtp().getPort(), MembershipSettings.Smtp.Security.NONE);
        invite(mails);
        server.sql("update membership.invitations set status = 'CANCELLED'");
        pass(mails);
        assertThat(box.getReceivedMessages()).isEmpty();
        assertThat(waiting()).isZero();
    }
}
