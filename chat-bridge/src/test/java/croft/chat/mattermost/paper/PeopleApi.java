package croft.chat.mattermost.paper;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Accounts, bots and tokens by REST.
final class PeopleApi {
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9._-]{3,22}");
    private static final Pattern BOTNAME = Pattern.compile("[a-z][a-z0-9._-]{2,21}");
    private static final int LOGINS_A_SECOND = 5;
    private static final int LOGINS_AT_ONCE = 10;

    private final Settings settings;
    private final Database database;
    private final Rights rights;
    private final RateLimit logins;

    PeopleApi(Settings settings, Database database) {
        this.settings = settings;
        this.database = database;
        rights = new Rights(database);
        logins = new RateLimit(LOGINS_A_SECOND, LOGINS_AT_ONCE, settings.clock());
    }

    void addTo(Routes routes) {
        routes.open("POST", "/users/login", this::login)
                .add("POST", "/users/logout", this::logout)
                .add("GET", "/users/{user_id}", this::user)
                .add("GET", "/users/username/{username}", this::byName)
                .add("POST", "/users/ids", this::byIds)
                .add("POST", "/users/usernames", this::byNames)
                .add("GET", "/users/{user_id}/image", this::image)
                .add("POST", "/users/{user_id}/image", this::setImage)
                .add("PUT", "/users/{user_id}/roles", this::roles)
                .add("POST", "/users/{user_id}/tokens", this::createToken)
                .add("GET", "/users/{user_id}/tokens", this::tokens)
                .add("POST", "/users/tokens/revoke", this::revoke)
                .add("POST", "/bots", this::createBot)
                .add("GET", "/bots", this::bots)
                .add("GET", "/bots/{bot_user_id}", this::bot)
                .add("PUT", "/bots/{bot_user_id}", this::patchBot)
                .add("POST", "/bots/{bot_user_id}/disable", call -> enable(call, false))
                .add("POST", "/bots/{bot_user_id}/enable", call -> enable(call, true));
    }

    /// The double's passwords are the names.
    private Reply login(Call call) throws IOException {
        RateLimit.Standing standing = logins.take("login");
        if (standing.limited()) {
            return standing.refusal();
        }
        Json body = call.json();
        synchronized (database) {
            Account account =
                    database.account(body.text("login_id"))
                            .filter(one -> one.username().equals(body.text("password")))
                            .filter(one -> !one.bot() && one.deletedAt() == 0)
                            .orElseThrow(() ->
                                    new Denied(
                                            401,
                                            "api.user.login.invalid_credentials_email_username",
                                            "Enter a valid email or username and/or password."));
            Token token = new Token(Id.next(), Id.next(), account.id(), "", false, false);
            database.tokens.put(token.secret(), token);
            return Reply.ok(account.json()).with(Map.of("Token", token.secret()));
        }
    }

    private Reply logout(Call call) {
        synchronized (database) {
            database.tokens.remove(call.session().token().secret());
        }
        return Reply.done();
    }

    private Reply user(Call call) {
        synchronized (database) {
            return Reply.ok(database.accountOf(call.id("user_id")).json());
        }
    }

    private Reply byName(Call call) {
        synchronized (database) {
            String name = call.variable("username");
            return Reply.ok(
                    database.account(name)
                            .filter(account -> account.username().equals(name))
                            .orElseThrow(() ->
                                    Denied.notFound(
                                            "app.user.get_by_username.app_error",
                                            "Unable to find an existing account matching your username."))
                            .json());
        }
    }

    private Reply byIds(Call call) throws IOException {
        List<String> ids = call.json().texts();
        return list(account -> ids.contains(account.id()));
    }

    private Reply byNames(Call call) throws IOException {
        List<String> names = call.json().texts();
        return list(account -> names.contains(account.username()));
    }

    private Reply list(Predicate<Account> which) {
        synchronized (database) {
            return Reply.ok(
                    database.accounts.values().stream().filter(which).map(Account::json).toList());
        }
    }

    private Reply image(Call call) {
        synchronized (database) {
            Account account = database.accountOf(call.id("user_id"));
            return Reply.text(200, "image/png", "picture of " + account.username())
                    .with(Map.of("ETag", "\"" + account.pictureAt() + "\""));
        }
    }

    private Reply setImage(Call call) throws IOException {
        long octets = call.body().transferTo(OutputStream.nullOutputStream());
        if (octets == 0) {
            throw new Denied(
                    400,
                    "api.user.upload_profile_user.no_file.app_error",
                    "No file under 'image'.");
        }
        synchronized (database) {
            String id = call.id("user_id");
            rights.oneself(call.session(), id);
            database.accounts.put(id, database.accountOf(id).withPicture(settings.now()));
            return Reply.done();
        }
    }

    private Reply roles(Call call) throws IOException {
        String roles = call.json().text("roles");
        synchronized (database) {
            rights.system(call.session(), "manage_roles");
            if (!List.of(roles.split(" ", -1)).contains("system_user")) {
                throw Denied.parameter("roles");
            }
            Account account = database.accountOf(call.id("user_id"));
            database.accounts.put(account.id(), account.withRoles(roles, settings.now()));
            return Reply.done();
        }
    }

    /// A bot has no rights over tokens; who is not a system administrator needs
    /// `create_user_access_token`, which nobody has at first.
    private Reply createToken(Call call) throws IOException {
        String description = call.json().text("description");
        synchronized (database) {
            Account account = database.accountOf(call.id("user_id"));
            if (!settings.on("ServiceSettings.EnableUserAccessTokens") && !account.bot()) {
                throw new Denied(
                        501,
                        "app.user_access_token.disabled",
                        "Personal access tokens are disabled on this server.");
            }
            rights.system(call.session(), "create_user_access_token");
            if (description.isEmpty()) {
                throw Denied.parameter("description");
            }
            Token token = new Token(Id.next(), Id.next(), account.id(), description, true, false);
            database.tokens.put(token.secret(), token);
            return Reply.ok(
                    Map.of(
                            "id",
                            token.id(),
                            "token",
                            token.secret(),
                            "user_id",
                            account.id(),
                            "description",
                            description,
                            "is_active",
                            true));
        }
    }

    private Reply tokens(Call call) {
        synchronized (database) {
            String id = call.id("user_id");
            rights.oneself(call.session(), id);
            return Reply.ok(
                    database.tokens.values().stream()
                            .filter(token -> token.personal() && token.account().equals(id))
                            .map(token ->
                                    Map.of(
                                            "id",
                                            token.id(),
                                            "user_id",
                                            id,
                                            "description",
                                            token.description(),
                                            "is_active",
                                            !token.revoked()))
                            .toList());
        }
    }

    private Reply revoke(Call call) throws IOException {
        String id = call.json().text("token_id");
        synchronized (database) {
            Token token =
                    database.tokens.values().stream()
                            .filter(one -> one.id().equals(id))
                            .findFirst()
                            .orElseThrow(() -> Denied.parameter("token_id"));
            rights.oneself(call.session(), token.account());
            database.tokens.remove(token.secret());
            return Reply.done();
        }
    }

    /// A bot is no administrator, whatever its roles: it makes no bots.
    private Reply createBot(Call call) throws IOException {
        Json body = call.json();
        String name = body.text("username").toLowerCase(Locale.ROOT);
        synchronized (database) {
            Session session = call.session();
            rights.system(session, "create_bot");
            if (!settings.on("ServiceSettings.EnableBotAccountCreation")) {
                throw new Denied(403, "api.bot.create_disabled", "Bot creation has been disabled.");
            }
            if (session.account().bot()) {
                throw Denied.permission("create_bot");
            }
            if (!BOTNAME.matcher(name).matches() || !USERNAME.matcher(name).matches()) {
                throw new Denied(400, "model.bot.is_valid.username.app_error", "Invalid username.");
            }
            if (database.account(name).isPresent()) {
                throw new Denied(
                        400,
                        "app.user.save.username_exists.app_error",
                        "An account with that username already exists.");
            }
            long now = settings.now();
            Account bot =
                    new Account(
                            Id.next(),
                            name,
                            body.text("display_name"),
                            "system_user",
                            true,
                            session.user(),
                            now,
                            now,
                            0,
                            0);
            database.accounts.put(bot.id(), bot);
            return Reply.json(201, bot.botJson());
        }
    }

    private Reply bots(Call call) {
        synchronized (database) {
            rights.system(call.session(), "read_others_bots");
            return Reply.ok(
                    database.accounts.values().stream()
                            .filter(Account::bot)
                            .skip((long) call.page() * call.perPage())
                            .limit(call.perPage())
                            .map(Account::botJson)
                            .toList());
        }
    }

    private Reply bot(Call call) {
        synchronized (database) {
            return Reply.ok(botOf(call).botJson());
        }
    }

    private Reply patchBot(Call call) throws IOException {
        Json body = call.json();
        synchronized (database) {
            Account bot = botOf(call);
            rights.system(call.session(), "manage_others_bots");
            Account changed =
                    bot.named(
                            body.has("username") ? body.text("username") : bot.username(),
                            body.has("display_name")
                                    ? body.text("display_name")
                                    : bot.displayName(),
                            settings.now());
            if (!BOTNAME.matcher(changed.username()).matches()) {
                throw new Denied(400, "model.bot.is_valid.username.app_error", "Invalid username.");
            }
            database.accounts.put(bot.id(), changed);
            return Reply.ok(changed.botJson());
        }
    }

    private Reply enable(Call call, boolean on) {
        synchronized (database) {
            Account bot = botOf(call);
            rights.system(call.session(), "manage_others_bots");
            Account changed = bot.deactivated(on ? 0 : settings.now(), settings.now());
            database.accounts.put(bot.id(), changed);
            return Reply.ok(changed.botJson());
        }
    }

    private Account botOf(Call call) {
        Account account = database.accountOf(call.id("bot_user_id"));
        if (!account.bot()) {
            throw Denied.notFound("store.sql_bot.get.missing.app_error", "Bot does not exist.");
        }
        return account;
    }
}
