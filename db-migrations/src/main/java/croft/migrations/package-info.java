/// The job that brings the database to the version this program knows: schemas, roles, grants. Runs
/// before the services and ends. Knows no framework.
@NullMarked
package croft.migrations;

import org.jspecify.annotations.NullMarked;
