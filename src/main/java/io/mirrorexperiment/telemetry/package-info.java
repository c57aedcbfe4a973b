/** What a long-lived process tells of itself: its metrics, its health, its log; a view of journals and calls that decides nothing. */
@NullMarked
package io.mirrorexperiment.telemetry;

import org.jspecify.annotations.NullMarked;
