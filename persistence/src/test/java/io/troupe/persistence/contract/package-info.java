/**
 * What Pekko Persistence asks of its plugins, as JUnit tests that any plugin can be put through: a
 * subclass names the plugin's configuration. Published as the artifact {@code troupe-persistence}
 * with the classifier {@code tests}.
 */
@NullMarked
package io.troupe.persistence.contract;

import org.jspecify.annotations.NullMarked;
