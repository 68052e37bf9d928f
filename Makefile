.DEFAULT_GOAL := help
.PHONY: help demo up up-jvm down load test build drill drills programs stack-test compose-test browser-test \
	screenshots native native-test signals emitted dashboards chaos soak spans bench overhead footprint aot sbom \
	web-libraries format clean again

JDK := deploy/local/with-jdk.sh
MAVEN := $(JDK) mvn -B -ntp
LOCAL_TESTS = $(MAVEN) verify -pl deploy/local -am -Dunit.tests.skip=true
WITH_PROGRAMS = PATH="$$PATH:$$(deploy/local/programs.sh folders)"
DEMO = exec $(JDK) java @deploy/local/java.options -cp deploy/local/target/demo.jar
BENCHMARK = exec $(JDK) java $(if $(NATIVE),-Dnative) @deploy/local/load.options -cp deploy/local/target/demo.jar
# Touched after each build, so that make can compare it with the sources.
BUILT := target/built
JARS := $(patsubst %,%/target/quarkus-app/quarkus-run.jar,user-service inventory-service order-service frontend docs/adopt) \
	deploy/local/target/demo.jar
SOURCES := $(shell find pom.xml */pom.xml */*/pom.xml */src/main */*/src/main -type f)

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile

demo: build ## run the shop on this machine without containers; Ctrl-C stops it
	@$(WITH_PROGRAMS) $(DEMO) shop.local.demo.Demo

up: ## run the shop and its observability stack in containers, with native executables
	@command -v docker >/dev/null || { echo "Docker not found: install Docker with Compose, or run make demo."; exit 1; }
	@deploy/docker/check-memory engine
	COMMIT=$$(git rev-parse --short=12 HEAD 2>/dev/null || echo unknown) docker compose up --wait

up-jvm: export RUNTIME := jvm
up-jvm: up ## the same with services on the JVM: builds in minutes, uses 1 GiB more memory

down: ## stop the containers and keep their data
	docker compose --profile '*' down

load: build ## send steady traffic to the demo: make load OPERATOR_PASSWORD=... LOAD_RATE=5
	@$(DEMO) shop.local.traffic.LoadGenerator

test: ## run all unit, service and system tests, and check the formatting
	$(MAVEN) verify
	@touch $(BUILT)

build: $(BUILT) ## package the services and the demo, if sources changed

drill: build ## cause one alert and follow it to its mail and its end: make drill ALERT=HighErrorRate
	@test -n "$(ALERT)" || { echo "Which alert? make drill ALERT=HighErrorRate; all: make drills"; exit 1; }
	@ALERT=$(ALERT) $(WITH_PROGRAMS) $(DEMO) shop.local.drill.Drills

drills: build ## the same for every alert
	@ALERT= $(WITH_PROGRAMS) $(DEMO) shop.local.drill.Drills

programs: ## build Prometheus, Jaeger and the stack's other programs from source, once (Go; 30 minutes on two cores)
	@deploy/local/programs.sh

stack-test: build programs ## test the observability stack with its real programs, every drill included (20 minutes)
	$(WITH_PROGRAMS) $(LOCAL_TESTS) -Dslow.tests=stack

compose-test: build ## build, start, kill and stop the containers (Docker; 10 minutes); RUNTIME=native too
	RUNTIME=$${RUNTIME:-jvm} $(LOCAL_TESTS) -Dslow.tests=compose

browser-test: build ## drive the page in Chromium: order, follow, break, read with axe (3 minutes)
	$(LOCAL_TESTS) -Dslow.tests=browser

screenshots: build ## take the pictures of README from a running demo (make demo; 15 minutes)
	$(LOCAL_TESTS) -Dslow.tests=pictures

native: ## compile services and frontend to native executables (GraalVM or Mandrel 25; CONTAINER=yes builds in a container)
	$(MAVEN) package -Dnative -Dmaven.test.skip=true -pl user-service,inventory-service,order-service,frontend \
		-am $(if $(CONTAINER),-Dquarkus.native.container-build=true)

native-test: ## run the system tests with the native executables
	$(MAVEN) package -Dmaven.test.skip=true -pl docs/adopt -am
	$(LOCAL_TESTS) -Dnative

signals: ## write docs/signals.md from observability-stack/signals.yaml
	$(MAVEN) test -pl deploy/local -am -Dtest=SignalsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dsignals.write=true

emitted: build ## compare the signals that the services emit with observability-stack/signals.yaml
	$(LOCAL_TESTS) -Dit.test=SignalCatalogueSystemTest

dashboards: ## check the dashboards with Grafana's own types (Go)
	cd observability-stack/grafana/schema && go run . ../dashboards/*.json

chaos: build ## kill and break things while customers order, and compare; FAULT, ROUNDS, SEED, NATIVE=yes
	@$(BENCHMARK) shop.local.chaos.Chaos

soak: build ## send steady traffic for MINUTES=30 and look for what grows; RATE, WARM_UP, NATIVE=yes
	@$(BENCHMARK) shop.local.soak.Soak

spans: build ## place 200 orders/s for a minute and look for lost spans; RATE, DURATION; CLIENTS=16 place what they can
	@$(BENCHMARK) shop.local.benchmark.SpansUnderLoad

bench: aot ## measure POST /orders: throughput, latency, CPU, memory, on the JVM and native; BASE=CHECKOUT compares
	@$(BENCHMARK) shop.local.benchmark.Bench

overhead: build ## measure what the signals cost (30 minutes); SIGNALS=traces,metrics,all compares these
	@$(BENCHMARK) shop.local.benchmark.Overhead

footprint: aot ## measure start-up and memory of jars, jars with AOT cache and native executables; RUNS=10
	@$(BENCHMARK) shop.local.benchmark.Footprint

aot: build ## train the AOT caches of the jars, as the build of the JVM images does
	@$(BENCHMARK) shop.local.benchmark.AotTraining

sbom: ## write the bill of materials of the services and the frontend, target/sbom.json (CycloneDX)
	$(MAVEN) cyclonedx:makeAggregateBom --projects '!deploy/backends,!deploy/local,!docs/adopt'

web-libraries: ## bundle OpenTelemetry's web SDK for the page, and check the page's types (npm)
	cd frontend/opentelemetry && npm ci --no-audit --no-fund && npm run build && npm run types

format: ## format the sources
	$(MAVEN) spotless:apply --projects '!docs/adopt'

clean: ## remove everything that was built
	$(MAVEN) clean

$(BUILT): $(SOURCES) $(if $(filter-out $(wildcard $(JARS)),$(JARS)),again)
	@echo "Building the services and the demo; the first build takes some minutes."
	$(MAVEN) package -Dmaven.test.skip=true
	@mkdir -p $(@D) && touch $@
