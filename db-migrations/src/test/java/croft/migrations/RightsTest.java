package croft.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Each role can do what docs/contracts/database.md says, and no more. The table is `rights.csv`: a
/// statement, and for each role whether it is allowed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTest {
    private final TestDatabase server;
    private final String url;

    RightsTest() throws IOException, SQLException {
        server = new TestDatabase();
        url = server.create();
        Migrations.apply(url, TestDatabase.secrets());
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/rights.csv", delimiter = '|', numLinesToSkip = 1)
    void eachRoleCanDoWhatTheContractSays(
            String sql, String edge, String certs, String site, String wiki, String chat)
            throws SQLException {
        check("edge", sql, edge);
        check("certs", sql, certs);
        check("site", sql, site);
        check("wiki", sql, wiki);
        check("chat", sql, chat);
    }

    private void check(String role, String sql, String expected) throws SQLException {
        try (Connection connection = TestDatabase.connect(url, role);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (expected.equals("yes")) {
                statement.execute(sql);
            } else {
                assertThat(expected).isEqualTo("no");
                // 42501: insufficient_privilege
                assertThatThrownBy(() -> statement.execute(sql))
                        .as("%s: %s", role, sql)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("42501"));
            }
            connection.rollback();
        }
    }
}
