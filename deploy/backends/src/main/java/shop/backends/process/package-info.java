/** Child processes, free ports, temporary folders and bounded waits. */
package shop.backends.process;
