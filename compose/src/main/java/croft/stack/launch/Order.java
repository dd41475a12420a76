package croft.stack.launch;

import java.nio.file.Path;
import java.util.List;

/// What `croft up` was asked to run, and with what.
///
/// @param folder holds croft.yml, absolute
/// @param services in the order of the table on the terminal
/// @param listen where the edge listens
/// @param cache where PostgreSQL's programs may be kept for all stacks of this user
/// @param postgresVersion of the archive on the class path, such as `18.6.0`
/// @param training whether the services are started to leave archives of their classes
public record Order(
        Path folder,
        Installation installation,
        List<Service> services,
        Listen listen,
        Path cache,
        String postgresVersion,
        Schema schema,
        boolean training) {
    public Order {
        folder = folder.toAbsolutePath().normalize();
        services = List.copyOf(services);
    }

    DataFolder data() {
        return DataFolder.of(folder);
    }

    Order listening(Listen elsewhere) {
        return new Order(folder, installation, services, elsewhere, cache, postgresVersion, schema, training);
    }

    /// The file that says what is hosted.
    public Path declaration() {
        return folder.resolve("croft.yml");
    }

    /// Brings the database to the version that the services expect.
    @FunctionalInterface
    public interface Schema {
        /// Applies what is missing.
        ///
        /// @param url JDBC, without user and password
        /// @param secrets the folder of secrets
        /// @throws CannotStart if it cannot
        void apply(String url, Path secrets) throws CannotStart;
    }
}
