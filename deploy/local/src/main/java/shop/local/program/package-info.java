/** What every command-line program of this module shares: failures a user can fix, interruption, settings, log lines. */
package shop.local.program;
