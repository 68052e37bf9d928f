// Built from frontend/opentelemetry by `make web-libraries`; licences in its THIRD-PARTY.txt.

// node_modules/@opentelemetry/api/build/esm/version.js
var VERSION = "1.9.1";

// node_modules/@opentelemetry/api/build/esm/internal/semver.js
var re = /^(\d+)\.(\d+)\.(\d+)(-(.+))?$/;
function _makeCompatibilityCheck(ownVersion) {
  let acceptedVersions = /* @__PURE__ */ new Set([ownVersion]), rejectedVersions = /* @__PURE__ */ new Set(), myVersionMatch = ownVersion.match(re);
  if (!myVersionMatch)
    return () => !1;
  let ownVersionParsed = {
    major: +myVersionMatch[1],
    minor: +myVersionMatch[2],
    patch: +myVersionMatch[3],
    prerelease: myVersionMatch[4]
  };
  if (ownVersionParsed.prerelease != null)
    return function(globalVersion) {
      return globalVersion === ownVersion;
    };
  function _reject(v2) {
    return rejectedVersions.add(v2), !1;
  }
  function _accept(v2) {
    return acceptedVersions.add(v2), !0;
  }
  return function(globalVersion) {
    if (acceptedVersions.has(globalVersion))
      return !0;
    if (rejectedVersions.has(globalVersion))
      return !1;
    let globalVersionMatch = globalVersion.match(re);
    if (!globalVersionMatch)
      return _reject(globalVersion);
    let globalVersionParsed = {
      major: +globalVersionMatch[1],
      minor: +globalVersionMatch[2],
      patch: +globalVersionMatch[3],
      prerelease: globalVersionMatch[4]
    };
    return globalVersionParsed.prerelease != null || ownVersionParsed.major !== globalVersionParsed.major ? _reject(globalVersion) : ownVersionParsed.major === 0 ? ownVersionParsed.minor === globalVersionParsed.minor && ownVersionParsed.patch <= globalVersionParsed.patch ? _accept(globalVersion) : _reject(globalVersion) : ownVersionParsed.minor <= globalVersionParsed.minor ? _accept(globalVersion) : _reject(globalVersion);
  };
}
var isCompatible = _makeCompatibilityCheck(VERSION);

// node_modules/@opentelemetry/api/build/esm/internal/global-utils.js
var major = VERSION.split(".")[0], GLOBAL_OPENTELEMETRY_API_KEY = /* @__PURE__ */ Symbol.for(`opentelemetry.js.api.${major}`), _global = typeof globalThis == "object" ? globalThis : typeof self == "object" ? self : typeof window == "object" ? window : typeof global == "object" ? global : {};
function registerGlobal(type, instance, diag3, allowOverride = !1) {
  var _a;
  let api = _global[GLOBAL_OPENTELEMETRY_API_KEY] = (_a = _global[GLOBAL_OPENTELEMETRY_API_KEY]) !== null && _a !== void 0 ? _a : {
    version: VERSION
  };
  if (!allowOverride && api[type]) {
    let err = new Error(`@opentelemetry/api: Attempted duplicate registration of API: ${type}`);
    return diag3.error(err.stack || err.message), !1;
  }
  if (api.version !== VERSION) {
    let err = new Error(`@opentelemetry/api: Registration of version v${api.version} for ${type} does not match previously registered API v${VERSION}`);
    return diag3.error(err.stack || err.message), !1;
  }
  return api[type] = instance, diag3.debug(`@opentelemetry/api: Registered a global for ${type} v${VERSION}.`), !0;
}
function getGlobal(type) {
  var _a, _b;
  let globalVersion = (_a = _global[GLOBAL_OPENTELEMETRY_API_KEY]) === null || _a === void 0 ? void 0 : _a.version;
  if (!(!globalVersion || !isCompatible(globalVersion)))
    return (_b = _global[GLOBAL_OPENTELEMETRY_API_KEY]) === null || _b === void 0 ? void 0 : _b[type];
}
function unregisterGlobal(type, diag3) {
  diag3.debug(`@opentelemetry/api: Unregistering a global for ${type} v${VERSION}.`);
  let api = _global[GLOBAL_OPENTELEMETRY_API_KEY];
  api && delete api[type];
}

// node_modules/@opentelemetry/api/build/esm/diag/ComponentLogger.js
var DiagComponentLogger = class {
  constructor(props) {
    this._namespace = props.namespace || "DiagComponentLogger";
  }
  debug(...args) {
    return logProxy("debug", this._namespace, args);
  }
  error(...args) {
    return logProxy("error", this._namespace, args);
  }
  info(...args) {
    return logProxy("info", this._namespace, args);
  }
  warn(...args) {
    return logProxy("warn", this._namespace, args);
  }
  verbose(...args) {
    return logProxy("verbose", this._namespace, args);
  }
};
function logProxy(funcName, namespace, args) {
  let logger = getGlobal("diag");
  if (logger)
    return logger[funcName](namespace, ...args);
}

// node_modules/@opentelemetry/api/build/esm/diag/types.js
var DiagLogLevel;
(function(DiagLogLevel2) {
  DiagLogLevel2[DiagLogLevel2.NONE = 0] = "NONE", DiagLogLevel2[DiagLogLevel2.ERROR = 30] = "ERROR", DiagLogLevel2[DiagLogLevel2.WARN = 50] = "WARN", DiagLogLevel2[DiagLogLevel2.INFO = 60] = "INFO", DiagLogLevel2[DiagLogLevel2.DEBUG = 70] = "DEBUG", DiagLogLevel2[DiagLogLevel2.VERBOSE = 80] = "VERBOSE", DiagLogLevel2[DiagLogLevel2.ALL = 9999] = "ALL";
})(DiagLogLevel || (DiagLogLevel = {}));

// node_modules/@opentelemetry/api/build/esm/diag/internal/logLevelLogger.js
function createLogLevelDiagLogger(maxLevel, logger) {
  maxLevel < DiagLogLevel.NONE ? maxLevel = DiagLogLevel.NONE : maxLevel > DiagLogLevel.ALL && (maxLevel = DiagLogLevel.ALL), logger = logger || {};
  function _filterFunc(funcName, theLevel) {
    let theFunc = logger[funcName];
    return typeof theFunc == "function" && maxLevel >= theLevel ? theFunc.bind(logger) : function() {
    };
  }
  return {
    error: _filterFunc("error", DiagLogLevel.ERROR),
    warn: _filterFunc("warn", DiagLogLevel.WARN),
    info: _filterFunc("info", DiagLogLevel.INFO),
    debug: _filterFunc("debug", DiagLogLevel.DEBUG),
    verbose: _filterFunc("verbose", DiagLogLevel.VERBOSE)
  };
}

// node_modules/@opentelemetry/api/build/esm/api/diag.js
var API_NAME = "diag", DiagAPI = class _DiagAPI {
  /** Get the singleton instance of the DiagAPI API */
  static instance() {
    return this._instance || (this._instance = new _DiagAPI()), this._instance;
  }
  /**
   * Private internal constructor
   * @private
   */
  constructor() {
    function _logProxy(funcName) {
      return function(...args) {
        let logger = getGlobal("diag");
        if (logger)
          return logger[funcName](...args);
      };
    }
    let self2 = this, setLogger = (logger, optionsOrLogLevel = { logLevel: DiagLogLevel.INFO }) => {
      var _a, _b, _c;
      if (logger === self2) {
        let err = new Error("Cannot use diag as the logger for itself. Please use a DiagLogger implementation like ConsoleDiagLogger or a custom implementation");
        return self2.error((_a = err.stack) !== null && _a !== void 0 ? _a : err.message), !1;
      }
      typeof optionsOrLogLevel == "number" && (optionsOrLogLevel = {
        logLevel: optionsOrLogLevel
      });
      let oldLogger = getGlobal("diag"), newLogger = createLogLevelDiagLogger((_b = optionsOrLogLevel.logLevel) !== null && _b !== void 0 ? _b : DiagLogLevel.INFO, logger);
      if (oldLogger && !optionsOrLogLevel.suppressOverrideMessage) {
        let stack = (_c = new Error().stack) !== null && _c !== void 0 ? _c : "<failed to generate stacktrace>";
        oldLogger.warn(`Current logger will be overwritten from ${stack}`), newLogger.warn(`Current logger will overwrite one already registered from ${stack}`);
      }
      return registerGlobal("diag", newLogger, self2, !0);
    };
    self2.setLogger = setLogger, self2.disable = () => {
      unregisterGlobal(API_NAME, self2);
    }, self2.createComponentLogger = (options) => new DiagComponentLogger(options), self2.verbose = _logProxy("verbose"), self2.debug = _logProxy("debug"), self2.info = _logProxy("info"), self2.warn = _logProxy("warn"), self2.error = _logProxy("error");
  }
};

// node_modules/@opentelemetry/api/build/esm/baggage/internal/baggage-impl.js
var BaggageImpl = class _BaggageImpl {
  constructor(entries) {
    this._entries = entries ? new Map(entries) : /* @__PURE__ */ new Map();
  }
  getEntry(key) {
    let entry = this._entries.get(key);
    if (entry)
      return Object.assign({}, entry);
  }
  getAllEntries() {
    return Array.from(this._entries.entries());
  }
  setEntry(key, entry) {
    let newBaggage = new _BaggageImpl(this._entries);
    return newBaggage._entries.set(key, entry), newBaggage;
  }
  removeEntry(key) {
    let newBaggage = new _BaggageImpl(this._entries);
    return newBaggage._entries.delete(key), newBaggage;
  }
  removeEntries(...keys) {
    let newBaggage = new _BaggageImpl(this._entries);
    for (let key of keys)
      newBaggage._entries.delete(key);
    return newBaggage;
  }
  clear() {
    return new _BaggageImpl();
  }
};

// node_modules/@opentelemetry/api/build/esm/baggage/internal/symbol.js
var baggageEntryMetadataSymbol = /* @__PURE__ */ Symbol("BaggageEntryMetadata");

// node_modules/@opentelemetry/api/build/esm/baggage/utils.js
var diag = DiagAPI.instance();
function createBaggage(entries = {}) {
  return new BaggageImpl(new Map(Object.entries(entries)));
}
function baggageEntryMetadataFromString(str) {
  return typeof str != "string" && (diag.error(`Cannot create baggage metadata from unknown type: ${typeof str}`), str = ""), {
    __TYPE__: baggageEntryMetadataSymbol,
    toString() {
      return str;
    }
  };
}

// node_modules/@opentelemetry/api/build/esm/context/context.js
function createContextKey(description) {
  return Symbol.for(description);
}
var BaseContext = class _BaseContext {
  /**
   * Construct a new context which inherits values from an optional parent context.
   *
   * @param parentContext a context from which to inherit values
   */
  constructor(parentContext) {
    let self2 = this;
    self2._currentContext = parentContext ? new Map(parentContext) : /* @__PURE__ */ new Map(), self2.getValue = (key) => self2._currentContext.get(key), self2.setValue = (key, value) => {
      let context2 = new _BaseContext(self2._currentContext);
      return context2._currentContext.set(key, value), context2;
    }, self2.deleteValue = (key) => {
      let context2 = new _BaseContext(self2._currentContext);
      return context2._currentContext.delete(key), context2;
    };
  }
}, ROOT_CONTEXT = new BaseContext();

// node_modules/@opentelemetry/api/build/esm/metrics/NoopMeter.js
var NoopMeter = class {
  constructor() {
  }
  /**
   * @see {@link Meter.createGauge}
   */
  createGauge(_name, _options) {
    return NOOP_GAUGE_METRIC;
  }
  /**
   * @see {@link Meter.createHistogram}
   */
  createHistogram(_name, _options) {
    return NOOP_HISTOGRAM_METRIC;
  }
  /**
   * @see {@link Meter.createCounter}
   */
  createCounter(_name, _options) {
    return NOOP_COUNTER_METRIC;
  }
  /**
   * @see {@link Meter.createUpDownCounter}
   */
  createUpDownCounter(_name, _options) {
    return NOOP_UP_DOWN_COUNTER_METRIC;
  }
  /**
   * @see {@link Meter.createObservableGauge}
   */
  createObservableGauge(_name, _options) {
    return NOOP_OBSERVABLE_GAUGE_METRIC;
  }
  /**
   * @see {@link Meter.createObservableCounter}
   */
  createObservableCounter(_name, _options) {
    return NOOP_OBSERVABLE_COUNTER_METRIC;
  }
  /**
   * @see {@link Meter.createObservableUpDownCounter}
   */
  createObservableUpDownCounter(_name, _options) {
    return NOOP_OBSERVABLE_UP_DOWN_COUNTER_METRIC;
  }
  /**
   * @see {@link Meter.addBatchObservableCallback}
   */
  addBatchObservableCallback(_callback, _observables) {
  }
  /**
   * @see {@link Meter.removeBatchObservableCallback}
   */
  removeBatchObservableCallback(_callback) {
  }
}, NoopMetric = class {
}, NoopCounterMetric = class extends NoopMetric {
  add(_value, _attributes) {
  }
}, NoopUpDownCounterMetric = class extends NoopMetric {
  add(_value, _attributes) {
  }
}, NoopGaugeMetric = class extends NoopMetric {
  record(_value, _attributes) {
  }
}, NoopHistogramMetric = class extends NoopMetric {
  record(_value, _attributes) {
  }
}, NoopObservableMetric = class {
  addCallback(_callback) {
  }
  removeCallback(_callback) {
  }
}, NoopObservableCounterMetric = class extends NoopObservableMetric {
}, NoopObservableGaugeMetric = class extends NoopObservableMetric {
}, NoopObservableUpDownCounterMetric = class extends NoopObservableMetric {
}, NOOP_METER = new NoopMeter(), NOOP_COUNTER_METRIC = new NoopCounterMetric(), NOOP_GAUGE_METRIC = new NoopGaugeMetric(), NOOP_HISTOGRAM_METRIC = new NoopHistogramMetric(), NOOP_UP_DOWN_COUNTER_METRIC = new NoopUpDownCounterMetric(), NOOP_OBSERVABLE_COUNTER_METRIC = new NoopObservableCounterMetric(), NOOP_OBSERVABLE_GAUGE_METRIC = new NoopObservableGaugeMetric(), NOOP_OBSERVABLE_UP_DOWN_COUNTER_METRIC = new NoopObservableUpDownCounterMetric();
function createNoopMeter() {
  return NOOP_METER;
}

// node_modules/@opentelemetry/api/build/esm/propagation/TextMapPropagator.js
var defaultTextMapGetter = {
  get(carrier, key) {
    if (carrier != null)
      return carrier[key];
  },
  keys(carrier) {
    return carrier == null ? [] : Object.keys(carrier);
  }
}, defaultTextMapSetter = {
  set(carrier, key, value) {
    carrier != null && (carrier[key] = value);
  }
};

// node_modules/@opentelemetry/api/build/esm/context/NoopContextManager.js
var NoopContextManager = class {
  active() {
    return ROOT_CONTEXT;
  }
  with(_context, fn, thisArg, ...args) {
    return fn.call(thisArg, ...args);
  }
  bind(_context, target) {
    return target;
  }
  enable() {
    return this;
  }
  disable() {
    return this;
  }
};

// node_modules/@opentelemetry/api/build/esm/api/context.js
var API_NAME2 = "context", NOOP_CONTEXT_MANAGER = new NoopContextManager(), ContextAPI = class _ContextAPI {
  /** Empty private constructor prevents end users from constructing a new instance of the API */
  constructor() {
  }
  /** Get the singleton instance of the Context API */
  static getInstance() {
    return this._instance || (this._instance = new _ContextAPI()), this._instance;
  }
  /**
   * Set the current context manager.
   *
   * @returns true if the context manager was successfully registered, else false
   */
  setGlobalContextManager(contextManager) {
    return registerGlobal(API_NAME2, contextManager, DiagAPI.instance());
  }
  /**
   * Get the currently active context
   */
  active() {
    return this._getContextManager().active();
  }
  /**
   * Execute a function with an active context
   *
   * @param context context to be active during function execution
   * @param fn function to execute in a context
   * @param thisArg optional receiver to be used for calling fn
   * @param args optional arguments forwarded to fn
   */
  with(context2, fn, thisArg, ...args) {
    return this._getContextManager().with(context2, fn, thisArg, ...args);
  }
  /**
   * Bind a context to a target function or event emitter
   *
   * @param context context to bind to the event emitter or function. Defaults to the currently active context
   * @param target function or event emitter to bind
   */
  bind(context2, target) {
    return this._getContextManager().bind(context2, target);
  }
  _getContextManager() {
    return getGlobal(API_NAME2) || NOOP_CONTEXT_MANAGER;
  }
  /** Disable and remove the global context manager */
  disable() {
    this._getContextManager().disable(), unregisterGlobal(API_NAME2, DiagAPI.instance());
  }
};

// node_modules/@opentelemetry/api/build/esm/trace/trace_flags.js
var TraceFlags;
(function(TraceFlags2) {
  TraceFlags2[TraceFlags2.NONE = 0] = "NONE", TraceFlags2[TraceFlags2.SAMPLED = 1] = "SAMPLED";
})(TraceFlags || (TraceFlags = {}));

// node_modules/@opentelemetry/api/build/esm/trace/invalid-span-constants.js
var INVALID_SPANID = "0000000000000000", INVALID_TRACEID = "00000000000000000000000000000000", INVALID_SPAN_CONTEXT = {
  traceId: INVALID_TRACEID,
  spanId: INVALID_SPANID,
  traceFlags: TraceFlags.NONE
};

// node_modules/@opentelemetry/api/build/esm/trace/NonRecordingSpan.js
var NonRecordingSpan = class {
  constructor(spanContext = INVALID_SPAN_CONTEXT) {
    this._spanContext = spanContext;
  }
  // Returns a SpanContext.
  spanContext() {
    return this._spanContext;
  }
  // By default does nothing
  setAttribute(_key, _value) {
    return this;
  }
  // By default does nothing
  setAttributes(_attributes) {
    return this;
  }
  // By default does nothing
  addEvent(_name, _attributes) {
    return this;
  }
  addLink(_link) {
    return this;
  }
  addLinks(_links) {
    return this;
  }
  // By default does nothing
  setStatus(_status) {
    return this;
  }
  // By default does nothing
  updateName(_name) {
    return this;
  }
  // By default does nothing
  end(_endTime) {
  }
  // isRecording always returns false for NonRecordingSpan.
  isRecording() {
    return !1;
  }
  // By default does nothing
  recordException(_exception, _time) {
  }
};

// node_modules/@opentelemetry/api/build/esm/trace/context-utils.js
var SPAN_KEY = createContextKey("OpenTelemetry Context Key SPAN");
function getSpan(context2) {
  return context2.getValue(SPAN_KEY) || void 0;
}
function getActiveSpan() {
  return getSpan(ContextAPI.getInstance().active());
}
function setSpan(context2, span) {
  return context2.setValue(SPAN_KEY, span);
}
function deleteSpan(context2) {
  return context2.deleteValue(SPAN_KEY);
}
function setSpanContext(context2, spanContext) {
  return setSpan(context2, new NonRecordingSpan(spanContext));
}
function getSpanContext(context2) {
  var _a;
  return (_a = getSpan(context2)) === null || _a === void 0 ? void 0 : _a.spanContext();
}

// node_modules/@opentelemetry/api/build/esm/trace/spancontext-utils.js
var isHex = new Uint8Array([
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  1,
  1,
  1,
  1,
  1,
  1,
  1,
  1,
  1,
  1,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  1,
  1,
  1,
  1,
  1,
  1,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  1,
  1,
  1,
  1,
  1,
  1
]);
function isValidHex(id, length) {
  if (typeof id != "string" || id.length !== length)
    return !1;
  let r2 = 0;
  for (let i2 = 0; i2 < id.length; i2 += 4)
    r2 += (isHex[id.charCodeAt(i2)] | 0) + (isHex[id.charCodeAt(i2 + 1)] | 0) + (isHex[id.charCodeAt(i2 + 2)] | 0) + (isHex[id.charCodeAt(i2 + 3)] | 0);
  return r2 === length;
}
function isValidTraceId(traceId) {
  return isValidHex(traceId, 32) && traceId !== INVALID_TRACEID;
}
function isValidSpanId(spanId) {
  return isValidHex(spanId, 16) && spanId !== INVALID_SPANID;
}
function isSpanContextValid(spanContext) {
  return isValidTraceId(spanContext.traceId) && isValidSpanId(spanContext.spanId);
}
function wrapSpanContext(spanContext) {
  return new NonRecordingSpan(spanContext);
}

// node_modules/@opentelemetry/api/build/esm/trace/NoopTracer.js
var contextApi = ContextAPI.getInstance(), NoopTracer = class {
  // startSpan starts a noop span.
  startSpan(name, options, context2 = contextApi.active()) {
    if (!!options?.root)
      return new NonRecordingSpan();
    let parentFromContext = context2 && getSpanContext(context2);
    return isSpanContext(parentFromContext) && isSpanContextValid(parentFromContext) ? new NonRecordingSpan(parentFromContext) : new NonRecordingSpan();
  }
  startActiveSpan(name, arg2, arg3, arg4) {
    let opts, ctx, fn;
    if (arguments.length < 2)
      return;
    arguments.length === 2 ? fn = arg2 : arguments.length === 3 ? (opts = arg2, fn = arg3) : (opts = arg2, ctx = arg3, fn = arg4);
    let parentContext = ctx ?? contextApi.active(), span = this.startSpan(name, opts, parentContext), contextWithSpanSet = setSpan(parentContext, span);
    return contextApi.with(contextWithSpanSet, fn, void 0, span);
  }
};
function isSpanContext(spanContext) {
  return spanContext !== null && typeof spanContext == "object" && "spanId" in spanContext && typeof spanContext.spanId == "string" && "traceId" in spanContext && typeof spanContext.traceId == "string" && "traceFlags" in spanContext && typeof spanContext.traceFlags == "number";
}

// node_modules/@opentelemetry/api/build/esm/trace/ProxyTracer.js
var NOOP_TRACER = new NoopTracer(), ProxyTracer = class {
  constructor(provider, name, version, options) {
    this._provider = provider, this.name = name, this.version = version, this.options = options;
  }
  startSpan(name, options, context2) {
    return this._getTracer().startSpan(name, options, context2);
  }
  startActiveSpan(_name, _options, _context, _fn) {
    let tracer = this._getTracer();
    return Reflect.apply(tracer.startActiveSpan, tracer, arguments);
  }
  /**
   * Try to get a tracer from the proxy tracer provider.
   * If the proxy tracer provider has no delegate, return a noop tracer.
   */
  _getTracer() {
    if (this._delegate)
      return this._delegate;
    let tracer = this._provider.getDelegateTracer(this.name, this.version, this.options);
    return tracer ? (this._delegate = tracer, this._delegate) : NOOP_TRACER;
  }
};

// node_modules/@opentelemetry/api/build/esm/trace/NoopTracerProvider.js
var NoopTracerProvider = class {
  getTracer(_name, _version, _options) {
    return new NoopTracer();
  }
};

// node_modules/@opentelemetry/api/build/esm/trace/ProxyTracerProvider.js
var NOOP_TRACER_PROVIDER = new NoopTracerProvider(), ProxyTracerProvider = class {
  /**
   * Get a {@link ProxyTracer}
   */
  getTracer(name, version, options) {
    var _a;
    return (_a = this.getDelegateTracer(name, version, options)) !== null && _a !== void 0 ? _a : new ProxyTracer(this, name, version, options);
  }
  getDelegate() {
    var _a;
    return (_a = this._delegate) !== null && _a !== void 0 ? _a : NOOP_TRACER_PROVIDER;
  }
  /**
   * Set the delegate tracer provider
   */
  setDelegate(delegate) {
    this._delegate = delegate;
  }
  getDelegateTracer(name, version, options) {
    var _a;
    return (_a = this._delegate) === null || _a === void 0 ? void 0 : _a.getTracer(name, version, options);
  }
};

// node_modules/@opentelemetry/api/build/esm/trace/SamplingResult.js
var SamplingDecision;
(function(SamplingDecision3) {
  SamplingDecision3[SamplingDecision3.NOT_RECORD = 0] = "NOT_RECORD", SamplingDecision3[SamplingDecision3.RECORD = 1] = "RECORD", SamplingDecision3[SamplingDecision3.RECORD_AND_SAMPLED = 2] = "RECORD_AND_SAMPLED";
})(SamplingDecision || (SamplingDecision = {}));

// node_modules/@opentelemetry/api/build/esm/trace/span_kind.js
var SpanKind;
(function(SpanKind2) {
  SpanKind2[SpanKind2.INTERNAL = 0] = "INTERNAL", SpanKind2[SpanKind2.SERVER = 1] = "SERVER", SpanKind2[SpanKind2.CLIENT = 2] = "CLIENT", SpanKind2[SpanKind2.PRODUCER = 3] = "PRODUCER", SpanKind2[SpanKind2.CONSUMER = 4] = "CONSUMER";
})(SpanKind || (SpanKind = {}));

// node_modules/@opentelemetry/api/build/esm/trace/status.js
var SpanStatusCode;
(function(SpanStatusCode2) {
  SpanStatusCode2[SpanStatusCode2.UNSET = 0] = "UNSET", SpanStatusCode2[SpanStatusCode2.OK = 1] = "OK", SpanStatusCode2[SpanStatusCode2.ERROR = 2] = "ERROR";
})(SpanStatusCode || (SpanStatusCode = {}));

// node_modules/@opentelemetry/api/build/esm/context-api.js
var context = ContextAPI.getInstance();

// node_modules/@opentelemetry/api/build/esm/diag-api.js
var diag2 = DiagAPI.instance();

// node_modules/@opentelemetry/api/build/esm/propagation/NoopTextMapPropagator.js
var NoopTextMapPropagator = class {
  /** Noop inject function does nothing */
  inject(_context, _carrier) {
  }
  /** Noop extract function does nothing and returns the input context */
  extract(context2, _carrier) {
    return context2;
  }
  fields() {
    return [];
  }
};

// node_modules/@opentelemetry/api/build/esm/baggage/context-helpers.js
var BAGGAGE_KEY = createContextKey("OpenTelemetry Baggage Key");
function getBaggage(context2) {
  return context2.getValue(BAGGAGE_KEY) || void 0;
}
function getActiveBaggage() {
  return getBaggage(ContextAPI.getInstance().active());
}
function setBaggage(context2, baggage) {
  return context2.setValue(BAGGAGE_KEY, baggage);
}
function deleteBaggage(context2) {
  return context2.deleteValue(BAGGAGE_KEY);
}

// node_modules/@opentelemetry/api/build/esm/api/propagation.js
var API_NAME3 = "propagation", NOOP_TEXT_MAP_PROPAGATOR = new NoopTextMapPropagator(), PropagationAPI = class _PropagationAPI {
  /** Empty private constructor prevents end users from constructing a new instance of the API */
  constructor() {
    this.createBaggage = createBaggage, this.getBaggage = getBaggage, this.getActiveBaggage = getActiveBaggage, this.setBaggage = setBaggage, this.deleteBaggage = deleteBaggage;
  }
  /** Get the singleton instance of the Propagator API */
  static getInstance() {
    return this._instance || (this._instance = new _PropagationAPI()), this._instance;
  }
  /**
   * Set the current propagator.
   *
   * @returns true if the propagator was successfully registered, else false
   */
  setGlobalPropagator(propagator) {
    return registerGlobal(API_NAME3, propagator, DiagAPI.instance());
  }
  /**
   * Inject context into a carrier to be propagated inter-process
   *
   * @param context Context carrying tracing data to inject
   * @param carrier carrier to inject context into
   * @param setter Function used to set values on the carrier
   */
  inject(context2, carrier, setter = defaultTextMapSetter) {
    return this._getGlobalPropagator().inject(context2, carrier, setter);
  }
  /**
   * Extract context from a carrier
   *
   * @param context Context which the newly created context will inherit from
   * @param carrier Carrier to extract context from
   * @param getter Function used to extract keys from a carrier
   */
  extract(context2, carrier, getter = defaultTextMapGetter) {
    return this._getGlobalPropagator().extract(context2, carrier, getter);
  }
  /**
   * Return a list of all fields which may be used by the propagator.
   */
  fields() {
    return this._getGlobalPropagator().fields();
  }
  /** Remove the global propagator */
  disable() {
    unregisterGlobal(API_NAME3, DiagAPI.instance());
  }
  _getGlobalPropagator() {
    return getGlobal(API_NAME3) || NOOP_TEXT_MAP_PROPAGATOR;
  }
};

// node_modules/@opentelemetry/api/build/esm/propagation-api.js
var propagation = PropagationAPI.getInstance();

// node_modules/@opentelemetry/api/build/esm/api/trace.js
var API_NAME4 = "trace", TraceAPI = class _TraceAPI {
  /** Empty private constructor prevents end users from constructing a new instance of the API */
  constructor() {
    this._proxyTracerProvider = new ProxyTracerProvider(), this.wrapSpanContext = wrapSpanContext, this.isSpanContextValid = isSpanContextValid, this.deleteSpan = deleteSpan, this.getSpan = getSpan, this.getActiveSpan = getActiveSpan, this.getSpanContext = getSpanContext, this.setSpan = setSpan, this.setSpanContext = setSpanContext;
  }
  /** Get the singleton instance of the Trace API */
  static getInstance() {
    return this._instance || (this._instance = new _TraceAPI()), this._instance;
  }
  /**
   * Set the current global tracer.
   *
   * @returns true if the tracer provider was successfully registered, else false
   */
  setGlobalTracerProvider(provider) {
    let success = registerGlobal(API_NAME4, this._proxyTracerProvider, DiagAPI.instance());
    return success && this._proxyTracerProvider.setDelegate(provider), success;
  }
  /**
   * Returns the global tracer provider.
   */
  getTracerProvider() {
    return getGlobal(API_NAME4) || this._proxyTracerProvider;
  }
  /**
   * Returns a tracer from the global tracer provider.
   */
  getTracer(name, version) {
    return this.getTracerProvider().getTracer(name, version);
  }
  /** Remove the global tracer provider */
  disable() {
    unregisterGlobal(API_NAME4, DiagAPI.instance()), this._proxyTracerProvider = new ProxyTracerProvider();
  }
};

// node_modules/@opentelemetry/api/build/esm/trace-api.js
var trace = TraceAPI.getInstance();

// node_modules/@opentelemetry/core/build/esm/trace/suppress-tracing.js
var SUPPRESS_TRACING_KEY = createContextKey("OpenTelemetry SDK Context Key SUPPRESS_TRACING");
function suppressTracing(context2) {
  return context2.setValue(SUPPRESS_TRACING_KEY, !0);
}
function isTracingSuppressed(context2) {
  return context2.getValue(SUPPRESS_TRACING_KEY) === !0;
}

// node_modules/@opentelemetry/core/build/esm/baggage/constants.js
var BAGGAGE_HEADER = "baggage";

// node_modules/@opentelemetry/core/build/esm/baggage/utils.js
function serializeKeyPairs(keyPairs) {
  return keyPairs.reduce((hValue, current) => {
    let value = `${hValue}${hValue !== "" ? "," : ""}${current}`;
    return value.length > 8192 ? hValue : value;
  }, "");
}
function getKeyPairs(baggage) {
  return baggage.getAllEntries().map(([key, value]) => {
    let entry = `${encodeURIComponent(key)}=${encodeURIComponent(value.value)}`;
    return value.metadata !== void 0 && (entry += ";" + value.metadata.toString()), entry;
  });
}
function parsePairKeyValue(entry) {
  if (!entry)
    return;
  let metadataSeparatorIndex = entry.indexOf(";"), keyPairPart = metadataSeparatorIndex === -1 ? entry : entry.substring(0, metadataSeparatorIndex), separatorIndex = keyPairPart.indexOf("=");
  if (separatorIndex <= 0)
    return;
  let rawKey = keyPairPart.substring(0, separatorIndex).trim(), rawValue = keyPairPart.substring(separatorIndex + 1).trim();
  if (!rawKey || !rawValue)
    return;
  let key, value;
  try {
    key = decodeURIComponent(rawKey), value = decodeURIComponent(rawValue);
  } catch {
    return;
  }
  let metadata;
  if (metadataSeparatorIndex !== -1 && metadataSeparatorIndex < entry.length - 1) {
    let metadataString = entry.substring(metadataSeparatorIndex + 1);
    metadata = baggageEntryMetadataFromString(metadataString);
  }
  return { key, value, metadata };
}
function parseBaggageHeaderString(value, baggage, count, totalSize) {
  let start = 0;
  for (; start < value.length && count < 180; ) {
    let end = value.indexOf(",", start), entryEnd = end === -1 ? value.length : end, entryLength = entryEnd - start;
    if (entryLength <= 4096) {
      let keyPair = parsePairKeyValue(value.substring(start, entryEnd));
      if (keyPair) {
        let entrySize = (count === 0 ? 0 : 1) + entryLength;
        if (totalSize + entrySize > 8192)
          break;
        baggage[keyPair.key] = keyPair.metadata ? { value: keyPair.value, metadata: keyPair.metadata } : { value: keyPair.value }, count++, totalSize += entrySize;
      }
    }
    if (end === -1)
      break;
    start = end + 1;
  }
  return [count, totalSize];
}

// node_modules/@opentelemetry/core/build/esm/baggage/propagation/W3CBaggagePropagator.js
var W3CBaggagePropagator = class {
  inject(context2, carrier, setter) {
    let baggage = propagation.getBaggage(context2);
    if (!baggage || isTracingSuppressed(context2))
      return;
    let keyPairs = getKeyPairs(baggage).filter((pair) => pair.length <= 4096).slice(0, 180), headerValue = serializeKeyPairs(keyPairs);
    headerValue.length > 0 && setter.set(carrier, BAGGAGE_HEADER, headerValue);
  }
  extract(context2, carrier, getter) {
    let headerValue = getter.get(carrier, BAGGAGE_HEADER);
    if (!headerValue)
      return context2;
    let baggage = {}, count = 0, totalSize = 0;
    if (Array.isArray(headerValue))
      for (let i2 = 0; i2 < headerValue.length; i2++)
        [count, totalSize] = parseBaggageHeaderString(headerValue[i2], baggage, count, totalSize);
    else
      [count] = parseBaggageHeaderString(headerValue, baggage, count, totalSize);
    return count === 0 ? context2 : propagation.setBaggage(context2, propagation.createBaggage(baggage));
  }
  fields() {
    return [BAGGAGE_HEADER];
  }
};

// node_modules/@opentelemetry/core/build/esm/common/attributes.js
function sanitizeAttributes(attributes) {
  let out = {};
  if (typeof attributes != "object" || attributes == null)
    return out;
  for (let key in attributes) {
    if (!Object.prototype.hasOwnProperty.call(attributes, key))
      continue;
    if (!isAttributeKey(key)) {
      diag2.warn(`Invalid attribute key: ${key}`);
      continue;
    }
    let val = attributes[key];
    if (!isAttributeValue(val)) {
      diag2.warn(`Invalid attribute value set for key: ${key}`);
      continue;
    }
    Array.isArray(val) ? out[key] = val.slice() : out[key] = val;
  }
  return out;
}
function isAttributeKey(key) {
  return typeof key == "string" && key !== "";
}
function isAttributeValue(val) {
  return val == null ? !0 : Array.isArray(val) ? isHomogeneousAttributeValueArray(val) : isValidPrimitiveAttributeValueType(typeof val);
}
function isHomogeneousAttributeValueArray(arr) {
  let type;
  for (let element of arr) {
    if (element == null)
      continue;
    let elementType = typeof element;
    if (elementType !== type) {
      if (!type) {
        if (isValidPrimitiveAttributeValueType(elementType)) {
          type = elementType;
          continue;
        }
        return !1;
      }
      return !1;
    }
  }
  return !0;
}
function isValidPrimitiveAttributeValueType(valType) {
  switch (valType) {
    case "number":
    case "boolean":
    case "string":
      return !0;
  }
  return !1;
}

// node_modules/@opentelemetry/core/build/esm/common/logging-error-handler.js
function loggingErrorHandler() {
  return (ex) => {
    diag2.error(stringifyException(ex));
  };
}
function stringifyException(ex) {
  return typeof ex == "string" ? ex : JSON.stringify(flattenException(ex));
}
function flattenException(ex) {
  let result = {}, current = ex;
  for (; current !== null; )
    Object.getOwnPropertyNames(current).forEach((propertyName) => {
      if (result[propertyName])
        return;
      let value = current[propertyName];
      value && (result[propertyName] = String(value));
    }), current = Object.getPrototypeOf(current);
  return result;
}

// node_modules/@opentelemetry/core/build/esm/common/global-error-handler.js
var delegateHandler = loggingErrorHandler();
function globalErrorHandler(ex) {
  try {
    delegateHandler(ex);
  } catch {
  }
}

// node_modules/@opentelemetry/core/build/esm/version.js
var VERSION2 = "2.12.0";

// node_modules/@opentelemetry/semantic-conventions/dist/stable_attributes.mjs
var ATTR_ERROR_TYPE = "error.type";
var ATTR_EXCEPTION_MESSAGE = "exception.message", ATTR_EXCEPTION_STACKTRACE = "exception.stacktrace", ATTR_EXCEPTION_TYPE = "exception.type";
var ATTR_SERVICE_NAME = "service.name";
var ATTR_TELEMETRY_SDK_LANGUAGE = "telemetry.sdk.language";
var TELEMETRY_SDK_LANGUAGE_VALUE_WEBJS = "webjs", ATTR_TELEMETRY_SDK_NAME = "telemetry.sdk.name", ATTR_TELEMETRY_SDK_VERSION = "telemetry.sdk.version";

// node_modules/@opentelemetry/core/build/esm/semconv.js
var ATTR_PROCESS_RUNTIME_NAME = "process.runtime.name";

// node_modules/@opentelemetry/core/build/esm/platform/browser/sdk-info.js
var SDK_INFO = {
  [ATTR_TELEMETRY_SDK_NAME]: "opentelemetry",
  [ATTR_PROCESS_RUNTIME_NAME]: "browser",
  [ATTR_TELEMETRY_SDK_LANGUAGE]: TELEMETRY_SDK_LANGUAGE_VALUE_WEBJS,
  [ATTR_TELEMETRY_SDK_VERSION]: VERSION2
};

// node_modules/@opentelemetry/core/build/esm/platform/browser/index.js
var otperformance = performance;

// node_modules/@opentelemetry/core/build/esm/common/time.js
var NANOSECOND_DIGITS = 9, NANOSECOND_DIGITS_IN_MILLIS = 6, MILLISECONDS_TO_NANOSECONDS = Math.pow(10, NANOSECOND_DIGITS_IN_MILLIS), SECOND_TO_NANOSECONDS = Math.pow(10, NANOSECOND_DIGITS);
function millisToHrTime(epochMillis) {
  let epochSeconds = epochMillis / 1e3, seconds = Math.trunc(epochSeconds), nanos = Math.round(epochMillis % 1e3 * MILLISECONDS_TO_NANOSECONDS);
  return [seconds, nanos];
}
function hrTime(performanceNow) {
  let timeOrigin = millisToHrTime(otperformance.timeOrigin), now = millisToHrTime(typeof performanceNow == "number" ? performanceNow : otperformance.now());
  return addHrTimes(timeOrigin, now);
}
function hrTimeDuration(startTime, endTime) {
  let seconds = endTime[0] - startTime[0], nanos = endTime[1] - startTime[1];
  return nanos < 0 && (seconds -= 1, nanos += SECOND_TO_NANOSECONDS), [seconds, nanos];
}
function hrTimeToNanoseconds(time) {
  return time[0] * SECOND_TO_NANOSECONDS + time[1];
}
function hrTimeToMilliseconds(time) {
  return time[0] * 1e3 + time[1] / 1e6;
}
function isTimeInputHrTime(value) {
  return Array.isArray(value) && value.length === 2 && typeof value[0] == "number" && typeof value[1] == "number";
}
function isTimeInput(value) {
  return isTimeInputHrTime(value) || typeof value == "number" || value instanceof Date;
}
function addHrTimes(time1, time2) {
  let out = [time1[0] + time2[0], time1[1] + time2[1]];
  return out[1] >= SECOND_TO_NANOSECONDS && (out[1] -= SECOND_TO_NANOSECONDS, out[0] += 1), out;
}

// node_modules/@opentelemetry/core/build/esm/ExportResult.js
var ExportResultCode;
(function(ExportResultCode2) {
  ExportResultCode2[ExportResultCode2.SUCCESS = 0] = "SUCCESS", ExportResultCode2[ExportResultCode2.FAILED = 1] = "FAILED";
})(ExportResultCode || (ExportResultCode = {}));

// node_modules/@opentelemetry/core/build/esm/propagation/composite.js
var CompositePropagator = class {
  _propagators;
  _fields;
  /**
   * Construct a composite propagator from a list of propagators.
   *
   * @param [config] Configuration object for composite propagator
   */
  constructor(config = {}) {
    this._propagators = config.propagators ?? [];
    let fields = /* @__PURE__ */ new Set();
    for (let propagator of this._propagators) {
      let propagatorFields = typeof propagator.fields == "function" ? propagator.fields() : [];
      for (let field of propagatorFields)
        fields.add(field);
    }
    this._fields = Array.from(fields);
  }
  /**
   * Run each of the configured propagators with the given context and carrier.
   * Propagators are run in the order they are configured, so if multiple
   * propagators write the same carrier key, the propagator later in the list
   * will "win".
   *
   * @param context Context to inject
   * @param carrier Carrier into which context will be injected
   */
  inject(context2, carrier, setter) {
    for (let propagator of this._propagators)
      try {
        propagator.inject(context2, carrier, setter);
      } catch (err) {
        diag2.warn(`Failed to inject with ${propagator.constructor.name}. Err: ${err.message}`);
      }
  }
  /**
   * Run each of the configured propagators with the given context and carrier.
   * Propagators are run in the order they are configured, so if multiple
   * propagators write the same context key, the propagator later in the list
   * will "win".
   *
   * @param context Context to add values to
   * @param carrier Carrier from which to extract context
   */
  extract(context2, carrier, getter) {
    return this._propagators.reduce((ctx, propagator) => {
      try {
        return propagator.extract(ctx, carrier, getter);
      } catch (err) {
        diag2.warn(`Failed to extract with ${propagator.constructor.name}. Err: ${err.message}`);
      }
      return ctx;
    }, context2);
  }
  fields() {
    return this._fields.slice();
  }
};

// node_modules/@opentelemetry/core/build/esm/internal/validators.js
var VALID_KEY_CHAR_RANGE = "[_0-9a-z-*/]", VALID_KEY = `[a-z]${VALID_KEY_CHAR_RANGE}{0,255}`, VALID_VENDOR_KEY = `[a-z0-9]${VALID_KEY_CHAR_RANGE}{0,240}@[a-z]${VALID_KEY_CHAR_RANGE}{0,13}`, VALID_KEY_REGEX = new RegExp(`^(?:${VALID_KEY}|${VALID_VENDOR_KEY})$`), VALID_VALUE_BASE_REGEX = /^[ -~]{0,255}[!-~]$/, INVALID_VALUE_COMMA_EQUAL_REGEX = /,|=/;
function validateKey(key) {
  return VALID_KEY_REGEX.test(key);
}
function validateValue(value) {
  return VALID_VALUE_BASE_REGEX.test(value) && !INVALID_VALUE_COMMA_EQUAL_REGEX.test(value);
}

// node_modules/@opentelemetry/core/build/esm/trace/TraceState.js
var MAX_TRACE_STATE_ITEMS = 32, MAX_TRACE_STATE_LEN = 512, LIST_MEMBERS_SEPARATOR = ",", LIST_MEMBER_KEY_VALUE_SPLITTER = "=", TraceState = class _TraceState {
  _length;
  _rawTraceState;
  _internalState;
  constructor(rawTraceState) {
    this._rawTraceState = typeof rawTraceState == "string" ? rawTraceState : "", this._length = this._rawTraceState.length;
  }
  set(key, value) {
    if (!validateKey(key) || !validateValue(value))
      return this;
    let currState = this._getState(), currValue = currState.get(key), newLength = this._length;
    if (typeof currValue == "string" ? newLength += value.length - currValue.length : newLength += key.length + value.length + (currState.size > 0 ? 2 : 1), newLength > MAX_TRACE_STATE_LEN)
      return this;
    let newState = new Map(currState);
    return newState.delete(key), newState.set(key, value), this._fromState(newState, newLength);
  }
  unset(key) {
    let currState = this._getState(), currValue = currState.get(key);
    if (typeof currValue != "string")
      return this;
    let newLength = this._length - (key.length + currValue.length + 1);
    currState.size > 1 && (newLength = newLength - 1);
    let newState = new Map(currState);
    return newState.delete(key), this._fromState(newState, newLength);
  }
  get(key) {
    return this._getState().get(key);
  }
  serialize() {
    let serialized = "", index = 0;
    for (let entry of this._getState())
      index > 0 && (serialized = LIST_MEMBERS_SEPARATOR + serialized), serialized = `${entry[0]}${LIST_MEMBER_KEY_VALUE_SPLITTER}${entry[1]}` + serialized, index++;
    return serialized;
  }
  _getState() {
    if (this._internalState)
      return this._internalState;
    let vendorMembers = this._rawTraceState.split(LIST_MEMBERS_SEPARATOR), vendorEntries = /* @__PURE__ */ new Map(), currentLength = 0;
    for (let member of vendorMembers) {
      let m2 = member.trim(), idx = m2.indexOf(LIST_MEMBER_KEY_VALUE_SPLITTER);
      if (idx === -1)
        continue;
      let key = m2.slice(0, idx), value = m2.slice(idx + 1);
      if (!validateKey(key) || !validateValue(value))
        continue;
      let futureLength = currentLength + m2.length + (vendorEntries.size > 0 ? 1 : 0);
      if (!(futureLength > MAX_TRACE_STATE_LEN) && (vendorEntries.set(key, value), currentLength = futureLength, vendorEntries.size >= MAX_TRACE_STATE_ITEMS))
        break;
    }
    return this._length = currentLength, this._internalState = new Map(Array.from(vendorEntries.entries()).reverse()), this._internalState;
  }
  _fromState(state, length) {
    let traceState = Object.create(_TraceState.prototype);
    return traceState._internalState = state, traceState._length = length, traceState;
  }
};

// node_modules/@opentelemetry/core/build/esm/trace/W3CTraceContextPropagator.js
var TRACE_PARENT_HEADER = "traceparent", TRACE_STATE_HEADER = "tracestate", VERSION3 = "00", VERSION_PART = "(?!ff)[\\da-f]{2}", TRACE_ID_PART = "(?![0]{32})[\\da-f]{32}", PARENT_ID_PART = "(?![0]{16})[\\da-f]{16}", FLAGS_PART = "[\\da-f]{2}", TRACE_PARENT_REGEX = new RegExp(`^\\s?(${VERSION_PART})-(${TRACE_ID_PART})-(${PARENT_ID_PART})-(${FLAGS_PART})(-.*)?\\s?$`);
function parseTraceParent(traceParent) {
  let match = TRACE_PARENT_REGEX.exec(traceParent);
  return !match || match[1] === "00" && match[5] ? null : {
    traceId: match[2],
    spanId: match[3],
    traceFlags: parseInt(match[4], 16)
  };
}
var W3CTraceContextPropagator = class {
  inject(context2, carrier, setter) {
    let spanContext = trace.getSpanContext(context2);
    if (!spanContext || isTracingSuppressed(context2) || !isSpanContextValid(spanContext))
      return;
    let traceParent = `${VERSION3}-${spanContext.traceId}-${spanContext.spanId}-0${Number(spanContext.traceFlags || TraceFlags.NONE).toString(16)}`;
    setter.set(carrier, TRACE_PARENT_HEADER, traceParent), spanContext.traceState && setter.set(carrier, TRACE_STATE_HEADER, spanContext.traceState.serialize());
  }
  extract(context2, carrier, getter) {
    let traceParentHeader = getter.get(carrier, TRACE_PARENT_HEADER);
    if (!traceParentHeader)
      return context2;
    let traceParent = Array.isArray(traceParentHeader) ? traceParentHeader[0] : traceParentHeader;
    if (typeof traceParent != "string")
      return context2;
    let spanContext = parseTraceParent(traceParent);
    if (!spanContext)
      return context2;
    spanContext.isRemote = !0;
    let traceStateHeader = getter.get(carrier, TRACE_STATE_HEADER);
    if (traceStateHeader) {
      let state = Array.isArray(traceStateHeader) ? traceStateHeader.join(",") : traceStateHeader;
      spanContext.traceState = new TraceState(typeof state == "string" ? state : void 0);
    }
    return trace.setSpanContext(context2, spanContext);
  }
  fields() {
    return [TRACE_PARENT_HEADER, TRACE_STATE_HEADER];
  }
};

// node_modules/@opentelemetry/core/build/esm/utils/lodash.merge.js
var objectTag = "[object Object]", nullTag = "[object Null]", undefinedTag = "[object Undefined]", funcProto = Function.prototype, funcToString = funcProto.toString, objectCtorString = funcToString.call(Object), getPrototypeOf = Object.getPrototypeOf, objectProto = Object.prototype, hasOwnProperty = objectProto.hasOwnProperty, symToStringTag = Symbol ? Symbol.toStringTag : void 0, nativeObjectToString = objectProto.toString;
function isPlainObject(value) {
  if (!isObjectLike(value) || baseGetTag(value) !== objectTag)
    return !1;
  let proto = getPrototypeOf(value);
  if (proto === null)
    return !0;
  let Ctor = hasOwnProperty.call(proto, "constructor") && proto.constructor;
  return typeof Ctor == "function" && Ctor instanceof Ctor && funcToString.call(Ctor) === objectCtorString;
}
function isObjectLike(value) {
  return value != null && typeof value == "object";
}
function baseGetTag(value) {
  return value == null ? value === void 0 ? undefinedTag : nullTag : symToStringTag && symToStringTag in Object(value) ? getRawTag(value) : objectToString(value);
}
function getRawTag(value) {
  let isOwn = hasOwnProperty.call(value, symToStringTag), tag = value[symToStringTag], unmasked = !1;
  try {
    value[symToStringTag] = void 0, unmasked = !0;
  } catch {
  }
  let result = nativeObjectToString.call(value);
  return unmasked && (isOwn ? value[symToStringTag] = tag : delete value[symToStringTag]), result;
}
function objectToString(value) {
  return nativeObjectToString.call(value);
}

// node_modules/@opentelemetry/core/build/esm/utils/merge.js
var MAX_LEVEL = 20;
function merge(...args) {
  let result = args.shift(), objects = /* @__PURE__ */ new WeakMap();
  for (; args.length > 0; )
    result = mergeTwoObjects(result, args.shift(), 0, objects);
  return result;
}
function takeValue(value) {
  return isArray(value) ? value.slice() : value;
}
function mergeTwoObjects(one, two, level = 0, objects) {
  let result;
  if (!(level > MAX_LEVEL)) {
    if (level++, isPrimitive(one) || isPrimitive(two) || isFunction(two))
      result = takeValue(two);
    else if (isArray(one)) {
      if (result = one.slice(), isArray(two))
        for (let i2 = 0, j = two.length; i2 < j; i2++)
          result.push(takeValue(two[i2]));
      else if (isObject(two)) {
        let keys = Object.keys(two);
        for (let i2 = 0, j = keys.length; i2 < j; i2++) {
          let key = keys[i2];
          key === "__proto__" || key === "constructor" || key === "prototype" || (result[key] = takeValue(two[key]));
        }
      }
    } else if (isObject(one))
      if (isObject(two)) {
        if (!shouldMerge(one, two))
          return two;
        result = Object.assign({}, one);
        let keys = Object.keys(two);
        for (let i2 = 0, j = keys.length; i2 < j; i2++) {
          let key = keys[i2];
          if (key === "__proto__" || key === "constructor" || key === "prototype")
            continue;
          let twoValue = two[key];
          if (isPrimitive(twoValue))
            typeof twoValue > "u" ? delete result[key] : result[key] = twoValue;
          else {
            let obj1 = result[key], obj2 = twoValue;
            if (wasObjectReferenced(one, key, objects) || wasObjectReferenced(two, key, objects))
              delete result[key];
            else {
              if (isObject(obj1) && isObject(obj2)) {
                let arr1 = objects.get(obj1) || [], arr2 = objects.get(obj2) || [];
                arr1.push({ obj: one, key }), arr2.push({ obj: two, key }), objects.set(obj1, arr1), objects.set(obj2, arr2);
              }
              result[key] = mergeTwoObjects(result[key], twoValue, level, objects);
            }
          }
        }
      } else
        result = two;
    return result;
  }
}
function wasObjectReferenced(obj, key, objects) {
  let arr = objects.get(obj[key]) || [];
  for (let i2 = 0, j = arr.length; i2 < j; i2++) {
    let info = arr[i2];
    if (info.key === key && info.obj === obj)
      return !0;
  }
  return !1;
}
function isArray(value) {
  return Array.isArray(value);
}
function isFunction(value) {
  return typeof value == "function";
}
function isObject(value) {
  return !isPrimitive(value) && !isArray(value) && !isFunction(value) && typeof value == "object";
}
function isPrimitive(value) {
  return typeof value == "string" || typeof value == "number" || typeof value == "boolean" || typeof value > "u" || value instanceof Date || value instanceof RegExp || value === null;
}
function shouldMerge(one, two) {
  return !(!isPlainObject(one) || !isPlainObject(two));
}

// node_modules/@opentelemetry/core/build/esm/utils/promise.js
var Deferred = class {
  _promise;
  _resolve;
  _reject;
  constructor() {
    this._promise = new Promise((resolve, reject) => {
      this._resolve = resolve, this._reject = reject;
    });
  }
  get promise() {
    return this._promise;
  }
  resolve(val) {
    this._resolve(val);
  }
  reject(err) {
    this._reject(err);
  }
};

// node_modules/@opentelemetry/core/build/esm/utils/callback.js
var BindOnceFuture = class {
  _isCalled = !1;
  _deferred = new Deferred();
  _callback;
  _that;
  constructor(callback, that) {
    this._callback = callback, this._that = that;
  }
  get isCalled() {
    return this._isCalled;
  }
  get promise() {
    return this._deferred.promise;
  }
  call(...args) {
    if (!this._isCalled) {
      this._isCalled = !0;
      try {
        Promise.resolve(this._callback.call(this._that, ...args)).then((val) => this._deferred.resolve(val), (err) => this._deferred.reject(err));
      } catch (err) {
        this._deferred.reject(err);
      }
    }
    return this._deferred.promise;
  }
};

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/OTLPExporterBase.js
var OTLPExporterBase = class {
  _delegate;
  constructor(delegate) {
    this._delegate = delegate;
  }
  /**
   * Export items.
   * @param items
   * @param resultCallback
   */
  export(items, resultCallback) {
    this._delegate.export(items, resultCallback);
  }
  forceFlush() {
    return this._delegate.forceFlush();
  }
  shutdown() {
    return this._delegate.shutdown();
  }
  setMetrics(metrics) {
    this._delegate.setMetrics(metrics);
  }
};

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/types.js
var OTLPExporterError = class extends Error {
  code;
  name = "OTLPExporterError";
  data;
  constructor(message, code, data) {
    super(message), this.data = data, this.code = code;
  }
};

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/configuration/shared-configuration.js
function validateTimeoutMillis(timeoutMillis) {
  if (Number.isFinite(timeoutMillis) && timeoutMillis > 0)
    return timeoutMillis;
  throw new Error(`Configuration: timeoutMillis is invalid, expected number greater than 0 (actual: '${timeoutMillis}')`);
}
function wrapStaticHeadersInFunction(headers) {
  if (headers != null)
    return async () => headers;
}
function mergeOtlpSharedConfigurationWithDefaults(userProvidedConfiguration, fallbackConfiguration, defaultConfiguration) {
  return {
    timeoutMillis: validateTimeoutMillis(userProvidedConfiguration.timeoutMillis ?? fallbackConfiguration.timeoutMillis ?? defaultConfiguration.timeoutMillis),
    concurrencyLimit: userProvidedConfiguration.concurrencyLimit ?? fallbackConfiguration.concurrencyLimit ?? defaultConfiguration.concurrencyLimit,
    compression: userProvidedConfiguration.compression ?? fallbackConfiguration.compression ?? defaultConfiguration.compression
  };
}
function getSharedConfigurationDefaults() {
  return {
    timeoutMillis: 1e4,
    concurrencyLimit: 30,
    compression: "none"
  };
}

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/bounded-queue-export-promise-handler.js
var BoundedQueueExportPromiseHandler = class {
  _concurrencyLimit;
  _sendingPromises = [];
  /**
   * @param concurrencyLimit maximum promises allowed in a queue at the same time.
   */
  constructor(concurrencyLimit) {
    this._concurrencyLimit = concurrencyLimit;
  }
  pushPromise(promise) {
    if (this.hasReachedLimit())
      throw new Error("Concurrency Limit reached");
    this._sendingPromises.push(promise);
    let popPromise = () => {
      let index = this._sendingPromises.indexOf(promise);
      this._sendingPromises.splice(index, 1);
    };
    promise.then(popPromise, popPromise);
  }
  hasReachedLimit() {
    return this._sendingPromises.length >= this._concurrencyLimit;
  }
  async awaitAll() {
    await Promise.all(this._sendingPromises);
  }
};
function createBoundedQueueExportPromiseHandler(options) {
  return new BoundedQueueExportPromiseHandler(options.concurrencyLimit);
}

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/logging-response-handler.js
function isPartialSuccessResponse(response) {
  return Object.prototype.hasOwnProperty.call(response, "partialSuccess");
}
function createLoggingPartialSuccessResponseHandler() {
  return {
    handleResponse(response) {
      response == null || !isPartialSuccessResponse(response) || response.partialSuccess == null || Object.keys(response.partialSuccess).length === 0 || diag2.warn("Received Partial Success response:", JSON.stringify(response.partialSuccess));
    }
  };
}

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/otlp-export-delegate.js
var OTLPExportDelegate = class {
  _metrics;
  _diagLogger;
  _transport;
  _serializer;
  _responseHandler;
  _promiseQueue;
  _timeout;
  constructor(transport, serializer, responseHandler, promiseQueue, metrics, timeout) {
    this._transport = transport, this._serializer = serializer, this._responseHandler = responseHandler, this._promiseQueue = promiseQueue, this._timeout = timeout, this._diagLogger = diag2.createComponentLogger({
      namespace: "OTLPExportDelegate"
    }), this._metrics = metrics;
  }
  export(internalRepresentation, resultCallback) {
    if (this._diagLogger.debug("items to be sent", internalRepresentation), this._promiseQueue.hasReachedLimit()) {
      resultCallback({
        code: ExportResultCode.FAILED,
        error: new Error("Concurrent export limit reached")
      });
      return;
    }
    let serializedRequest = this._serializer.serializeRequest(internalRepresentation);
    if (serializedRequest == null) {
      resultCallback({
        code: ExportResultCode.FAILED,
        error: new Error("Nothing to send")
      });
      return;
    }
    let finishExport = this._metrics.startExport(internalRepresentation);
    this._promiseQueue.pushPromise(this._transport.send(serializedRequest, this._timeout).then((response) => {
      if (response.status === "success") {
        if (finishExport(void 0), response.data != null)
          try {
            this._responseHandler.handleResponse(this._serializer.deserializeResponse(response.data));
          } catch (e2) {
            this._diagLogger.warn("Export succeeded but could not deserialize response - is the response specification compliant?", e2, response.data);
          }
        resultCallback({
          code: ExportResultCode.SUCCESS
        });
        return;
      } else if (response.status === "failure" && response.error) {
        finishExport(response.error), resultCallback({
          code: ExportResultCode.FAILED,
          error: response.error
        });
        return;
      } else response.status === "retryable" ? (finishExport("export_max_retries"), resultCallback({
        code: ExportResultCode.FAILED,
        error: response.error ?? new OTLPExporterError("Export failed with retryable status")
      })) : (finishExport("export_failed"), resultCallback({
        code: ExportResultCode.FAILED,
        error: new OTLPExporterError("Export failed with unknown error")
      }));
    }, (reason) => {
      finishExport(reason), resultCallback({
        code: ExportResultCode.FAILED,
        error: reason
      });
    }));
  }
  forceFlush() {
    return this._promiseQueue.awaitAll();
  }
  setMetrics(metrics) {
    this._metrics = metrics;
  }
  async shutdown() {
    this._diagLogger.debug("shutdown started"), await this.forceFlush(), this._transport.shutdown();
  }
};
function createOtlpExportDelegate(components, settings) {
  return new OTLPExportDelegate(components.transport, components.serializer, createLoggingPartialSuccessResponseHandler(), components.promiseHandler, components.metrics, settings.timeout);
}

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/otlp-network-export-delegate.js
function createOtlpNetworkExportDelegate(options, serializer, metrics, transport) {
  return createOtlpExportDelegate({
    transport,
    serializer,
    promiseHandler: createBoundedQueueExportPromiseHandler(options),
    metrics
  }, { timeout: options.timeoutMillis });
}

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/semconv.js
var ATTR_HTTP_RESPONSE_STATUS_CODE2 = "http.response.status_code", ATTR_OTEL_COMPONENT_NAME = "otel.component.name", ATTR_OTEL_COMPONENT_TYPE = "otel.component.type", ATTR_SERVER_ADDRESS2 = "server.address", ATTR_SERVER_PORT2 = "server.port", ATTR_ERROR_TYPE2 = "error.type";

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/version.js
var VERSION4 = "0.223.0";

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/ExporterMetrics.js
var componentCounter = /* @__PURE__ */ new Map(), ExporterMetrics = class {
  inflight;
  exported;
  duration;
  standardAttrs;
  responseAttributesFromError;
  helper;
  constructor(options) {
    let { componentType, metricsHelper, meterProvider, url, responseAttributesFromError } = options;
    this.responseAttributesFromError = responseAttributesFromError;
    let meter = meterProvider ? meterProvider.getMeter("@opentelemetry/otlp-exporter", VERSION4) : createNoopMeter(), counter = componentCounter.get(componentType) ?? 0;
    if (componentCounter.set(componentType, counter + 1), this.standardAttrs = {
      [ATTR_OTEL_COMPONENT_TYPE]: componentType,
      [ATTR_OTEL_COMPONENT_NAME]: `${componentType}/${counter}`
    }, url) {
      let urlToParse = url;
      url.includes("://") || (urlToParse = `http://${url}`);
      try {
        let parsedUrl = new URL(urlToParse);
        this.standardAttrs[ATTR_SERVER_ADDRESS2] = parsedUrl.hostname;
        let port;
        parsedUrl.port ? port = Number(parsedUrl.port) : parsedUrl.protocol === "http:" ? port = 80 : parsedUrl.protocol === "https:" && (port = 443), typeof port == "number" && (this.standardAttrs[ATTR_SERVER_PORT2] = port);
      } catch {
      }
    }
    this.helper = metricsHelper, this.inflight = meter.createUpDownCounter(`otel.sdk.exporter.${this.helper.name}.inflight`, {
      unit: `{${this.helper.name}}`,
      description: `The number of ${this.helper.name}s which were passed to the exporter, but that have not been exported yet (neither successful, nor failed).`
    }), this.exported = meter.createCounter(`otel.sdk.exporter.${this.helper.name}.exported`, {
      unit: `{${this.helper.name}}`,
      description: `The number of ${this.helper.name}s for which the export has finished, either successful or failed.`
    }), this.duration = meter.createHistogram("otel.sdk.exporter.operation.duration", {
      unit: "s",
      description: "The duration of exporting a batch of telemetry records.",
      advice: {
        explicitBucketBoundaries: []
      }
    });
  }
  startExport(request) {
    let numItems = this.helper.countItems(request), startTime = hrTime();
    return this.inflight.add(numItems, this.standardAttrs), (error) => {
      let endTime = hrTime();
      this.inflight.add(-numItems, this.standardAttrs);
      let exportedAttrs = error ? {
        ...this.standardAttrs,
        [ATTR_ERROR_TYPE2]: error instanceof Error ? error.name : "export_failed"
      } : this.standardAttrs;
      this.exported.add(numItems, exportedAttrs);
      let durationAttrs = {
        ...exportedAttrs,
        ...this.responseAttributesFromError(error)
      }, duration = hrTimeToMilliseconds(hrTimeDuration(startTime, endTime)) / 1e3;
      this.duration.record(duration, durationAttrs);
    };
  }
};

// node_modules/@opentelemetry/otlp-transformer/build/esm/trace/index.js
var TraceExporterMetricsHelper = {
  name: "span",
  countItems: (request) => request.length
};

// node_modules/@opentelemetry/resources/build/esm/default-service-name.js
var serviceName;
function defaultServiceName() {
  if (serviceName === void 0)
    try {
      let argv0 = globalThis.process.argv0;
      serviceName = argv0 ? `unknown_service:${argv0}` : "unknown_service";
    } catch {
      serviceName = "unknown_service";
    }
  return serviceName;
}

// node_modules/@opentelemetry/resources/build/esm/utils.js
var isPromiseLike = (val) => val !== null && typeof val == "object" && typeof val.then == "function";

// node_modules/@opentelemetry/resources/build/esm/ResourceImpl.js
var ResourceImpl = class _ResourceImpl {
  _rawAttributes;
  _asyncAttributesPending = !1;
  _schemaUrl;
  _memoizedAttributes;
  static FromAttributeList(attributes, options) {
    let res = new _ResourceImpl({}, options);
    return res._rawAttributes = guardedRawAttributes(attributes), res._asyncAttributesPending = attributes.filter(([_2, val]) => isPromiseLike(val)).length > 0, res;
  }
  constructor(resource, options) {
    let attributes = resource.attributes ?? {};
    this._rawAttributes = Object.entries(attributes).map(([k2, v2]) => (isPromiseLike(v2) && (this._asyncAttributesPending = !0), [k2, v2])), this._rawAttributes = guardedRawAttributes(this._rawAttributes), this._schemaUrl = validateSchemaUrl(options?.schemaUrl);
  }
  get asyncAttributesPending() {
    return this._asyncAttributesPending;
  }
  async waitForAsyncAttributes() {
    if (this.asyncAttributesPending) {
      for (let i2 = 0; i2 < this._rawAttributes.length; i2++) {
        let [k2, v2] = this._rawAttributes[i2];
        this._rawAttributes[i2] = [k2, isPromiseLike(v2) ? await v2 : v2];
      }
      this._asyncAttributesPending = !1;
    }
  }
  get attributes() {
    if (this.asyncAttributesPending && diag2.error("Accessing resource attributes before async attributes settled"), this._memoizedAttributes)
      return this._memoizedAttributes;
    let attrs = {};
    for (let [k2, v2] of this._rawAttributes) {
      if (isPromiseLike(v2)) {
        diag2.debug(`Unsettled resource attribute ${k2} skipped`);
        continue;
      }
      v2 != null && (attrs[k2] ??= v2);
    }
    return this._asyncAttributesPending || (this._memoizedAttributes = attrs), attrs;
  }
  getRawAttributes() {
    return this._rawAttributes;
  }
  get schemaUrl() {
    return this._schemaUrl;
  }
  merge(resource) {
    if (resource == null)
      return this;
    let mergedSchemaUrl = mergeSchemaUrl(this, resource), mergedOptions = mergedSchemaUrl ? { schemaUrl: mergedSchemaUrl } : void 0;
    return _ResourceImpl.FromAttributeList([...resource.getRawAttributes(), ...this.getRawAttributes()], mergedOptions);
  }
};
function resourceFromAttributes(attributes, options) {
  return ResourceImpl.FromAttributeList(Object.entries(attributes), options);
}
function defaultResource() {
  return resourceFromAttributes({
    [ATTR_SERVICE_NAME]: defaultServiceName(),
    [ATTR_TELEMETRY_SDK_LANGUAGE]: SDK_INFO[ATTR_TELEMETRY_SDK_LANGUAGE],
    [ATTR_TELEMETRY_SDK_NAME]: SDK_INFO[ATTR_TELEMETRY_SDK_NAME],
    [ATTR_TELEMETRY_SDK_VERSION]: SDK_INFO[ATTR_TELEMETRY_SDK_VERSION]
  });
}
function guardedRawAttributes(attributes) {
  return attributes.map(([k2, v2]) => isPromiseLike(v2) ? [
    k2,
    v2.catch((err) => {
      diag2.debug("promise rejection for resource attribute: %s - %s", k2, err);
    })
  ] : [k2, v2]);
}
function validateSchemaUrl(schemaUrl) {
  if (typeof schemaUrl == "string" || schemaUrl === void 0)
    return schemaUrl;
  diag2.warn("Schema URL must be string or undefined, got %s. Schema URL will be ignored.", schemaUrl);
}
function mergeSchemaUrl(old, updating) {
  let oldSchemaUrl = old?.schemaUrl, updatingSchemaUrl = updating?.schemaUrl, isOldEmpty = oldSchemaUrl === void 0 || oldSchemaUrl === "", isUpdatingEmpty = updatingSchemaUrl === void 0 || updatingSchemaUrl === "";
  if (isOldEmpty)
    return updatingSchemaUrl;
  if (isUpdatingEmpty || oldSchemaUrl === updatingSchemaUrl)
    return oldSchemaUrl;
  diag2.warn('Schema URL merge conflict: old resource has "%s", updating resource has "%s". Resulting resource will have undefined Schema URL.', oldSchemaUrl, updatingSchemaUrl);
}

// node_modules/@opentelemetry/otlp-transformer/build/esm/common/internal.js
function createResource(resource, encoder) {
  let result = {
    attributes: toAttributes(resource.attributes, encoder),
    droppedAttributesCount: 0
  }, schemaUrl = resource.schemaUrl;
  return schemaUrl && schemaUrl !== "" && (result.schemaUrl = schemaUrl), result;
}
function createInstrumentationScope(scope, encoder) {
  let result = {
    name: scope.name,
    version: scope.version
  };
  return scope.attributes && Object.keys(scope.attributes).length > 0 && (result.attributes = toAttributes(scope.attributes, encoder), result.droppedAttributesCount = scope.droppedAttributesCount ?? 0), result;
}
function toAttributes(attributes, encoder) {
  return Object.keys(attributes).map((key) => toKeyValue(key, attributes[key], encoder));
}
function toKeyValue(key, value, encoder) {
  return {
    key,
    value: toAnyValue(value, encoder)
  };
}
function toAnyValue(value, encoder) {
  let t2 = typeof value;
  if (t2 === "string")
    return { stringValue: value };
  if (t2 === "number")
    return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
  if (t2 === "boolean")
    return { boolValue: value };
  if (value instanceof Uint8Array)
    return { bytesValue: encoder.encodeUint8Array(value) };
  if (Array.isArray(value)) {
    let values = new Array(value.length);
    for (let i2 = 0; i2 < value.length; i2++)
      values[i2] = toAnyValue(value[i2], encoder);
    return { arrayValue: { values } };
  }
  if (t2 === "object" && value != null) {
    let keys = Object.keys(value), values = new Array(keys.length);
    for (let i2 = 0; i2 < keys.length; i2++)
      values[i2] = {
        key: keys[i2],
        value: toAnyValue(value[keys[i2]], encoder)
      };
    return { kvlistValue: { values } };
  }
  return {};
}

// node_modules/@opentelemetry/otlp-transformer/build/esm/common/utils.js
function hrTimeToNanos(hrTime2) {
  let NANOSECONDS = BigInt(1e9);
  return BigInt(Math.trunc(hrTime2[0])) * NANOSECONDS + BigInt(Math.trunc(hrTime2[1]));
}
function encodeAsString(hrTime2) {
  return hrTimeToNanos(hrTime2).toString();
}
var encodeTimestamp = typeof BigInt < "u" ? encodeAsString : hrTimeToNanoseconds;
function identity(value) {
  return value;
}
var JSON_ENCODER = {
  encodeHrTime: encodeTimestamp,
  encodeSpanContext: identity,
  encodeOptionalSpanContext: identity,
  encodeUint8Array: (bytes) => {
    if (typeof Buffer < "u")
      return Buffer.from(bytes).toString("base64");
    let chars = new Array(bytes.length);
    for (let i2 = 0; i2 < bytes.length; i2++)
      chars[i2] = String.fromCharCode(bytes[i2]);
    return btoa(chars.join(""));
  }
};

// node_modules/@opentelemetry/otlp-transformer/build/esm/trace/internal.js
var SPAN_FLAGS_CONTEXT_HAS_IS_REMOTE_MASK = 256, SPAN_FLAGS_CONTEXT_IS_REMOTE_MASK = 512;
function buildSpanFlagsFrom(traceFlags, isRemote) {
  let flags = traceFlags & 255 | SPAN_FLAGS_CONTEXT_HAS_IS_REMOTE_MASK;
  return isRemote && (flags |= SPAN_FLAGS_CONTEXT_IS_REMOTE_MASK), flags;
}
function sdkSpanToOtlpSpan(span, encoder) {
  let ctx = span.spanContext(), status = span.status, parentSpanId = span.parentSpanContext?.spanId ? encoder.encodeSpanContext(span.parentSpanContext?.spanId) : void 0;
  return {
    traceId: encoder.encodeSpanContext(ctx.traceId),
    spanId: encoder.encodeSpanContext(ctx.spanId),
    parentSpanId,
    traceState: ctx.traceState?.serialize(),
    name: span.name,
    // Span kind is offset by 1 because the API does not define a value for unset
    kind: span.kind == null ? 0 : span.kind + 1,
    startTimeUnixNano: encoder.encodeHrTime(span.startTime),
    endTimeUnixNano: encoder.encodeHrTime(span.endTime),
    attributes: toAttributes(span.attributes, encoder),
    droppedAttributesCount: span.droppedAttributesCount,
    events: span.events.map((event) => toOtlpSpanEvent(event, encoder)),
    droppedEventsCount: span.droppedEventsCount,
    status: {
      // API and proto enums share the same values
      code: status.code,
      message: status.message
    },
    links: span.links.map((link) => toOtlpLink(link, encoder)),
    droppedLinksCount: span.droppedLinksCount,
    flags: buildSpanFlagsFrom(ctx.traceFlags, span.parentSpanContext?.isRemote)
  };
}
function toOtlpLink(link, encoder) {
  return {
    attributes: link.attributes ? toAttributes(link.attributes, encoder) : [],
    spanId: encoder.encodeSpanContext(link.context.spanId),
    traceId: encoder.encodeSpanContext(link.context.traceId),
    traceState: link.context.traceState?.serialize(),
    droppedAttributesCount: link.droppedAttributesCount || 0,
    flags: buildSpanFlagsFrom(link.context.traceFlags, link.context.isRemote)
  };
}
function toOtlpSpanEvent(timedEvent, encoder) {
  return {
    attributes: timedEvent.attributes ? toAttributes(timedEvent.attributes, encoder) : [],
    name: timedEvent.name,
    timeUnixNano: encoder.encodeHrTime(timedEvent.time),
    droppedAttributesCount: timedEvent.droppedAttributesCount || 0
  };
}
function createExportTraceServiceRequest(spans, encoder) {
  return {
    resourceSpans: spanRecordsToResourceSpans(spans, encoder)
  };
}
function createResourceMap(readableSpans) {
  let resourceMap = /* @__PURE__ */ new Map();
  for (let record of readableSpans) {
    let ilsMap = resourceMap.get(record.resource);
    ilsMap || (ilsMap = /* @__PURE__ */ new Map(), resourceMap.set(record.resource, ilsMap));
    let instrumentationScopeKey = `${record.instrumentationScope.name}@${record.instrumentationScope.version || ""}:${record.instrumentationScope.schemaUrl || ""}`, records = ilsMap.get(instrumentationScopeKey);
    records || (records = [], ilsMap.set(instrumentationScopeKey, records)), records.push(record);
  }
  return resourceMap;
}
function spanRecordsToResourceSpans(readableSpans, encoder) {
  let resourceMap = createResourceMap(readableSpans), out = [], entryIterator = resourceMap.entries(), entry = entryIterator.next();
  for (; !entry.done; ) {
    let [resource, ilmMap] = entry.value, scopeResourceSpans = [], ilmIterator = ilmMap.values(), ilmEntry = ilmIterator.next();
    for (; !ilmEntry.done; ) {
      let scopeSpans = ilmEntry.value;
      if (scopeSpans.length > 0) {
        let spans = scopeSpans.map((readableSpan) => sdkSpanToOtlpSpan(readableSpan, encoder));
        scopeResourceSpans.push({
          scope: createInstrumentationScope(scopeSpans[0].instrumentationScope, encoder),
          spans,
          schemaUrl: scopeSpans[0].instrumentationScope.schemaUrl
        });
      }
      ilmEntry = ilmIterator.next();
    }
    let processedResource = createResource(resource, encoder), transformedSpans = {
      resource: processedResource,
      scopeSpans: scopeResourceSpans,
      schemaUrl: processedResource.schemaUrl
    };
    out.push(transformedSpans), entry = entryIterator.next();
  }
  return out;
}

// node_modules/@opentelemetry/otlp-transformer/build/esm/trace/json/trace.js
var JsonTraceSerializer = {
  serializeRequest: (arg) => {
    let request = createExportTraceServiceRequest(arg, JSON_ENCODER);
    return new TextEncoder().encode(JSON.stringify(request));
  },
  deserializeResponse: (arg) => {
    if (arg.length === 0)
      return {};
    let decoder = new TextDecoder();
    try {
      return JSON.parse(decoder.decode(arg));
    } catch (err) {
      return diag2.warn(`Failed to parse trace export response: ${err.message}. Returning empty response`), {};
    }
  }
};

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/retrying-transport.js
var MAX_ATTEMPTS = 5, INITIAL_BACKOFF = 1e3, MAX_BACKOFF = 5e3, BACKOFF_MULTIPLIER = 1.5, JITTER = 0.2;
function getJitter() {
  return Math.random() * (2 * JITTER) - JITTER;
}
var RetryingTransport = class {
  _transport;
  constructor(transport) {
    this._transport = transport;
  }
  retry(data, timeoutMillis, inMillis) {
    return new Promise((resolve, reject) => {
      setTimeout(() => {
        this._transport.send(data, timeoutMillis).then(resolve, reject);
      }, inMillis);
    });
  }
  async send(data, timeoutMillis) {
    let attempts = MAX_ATTEMPTS, nextBackoff = INITIAL_BACKOFF, deadline = Date.now() + timeoutMillis, result = await this._transport.send(data, timeoutMillis);
    for (; result.status === "retryable" && attempts > 0; ) {
      attempts--;
      let backoff = Math.max(Math.min(nextBackoff * (1 + getJitter()), MAX_BACKOFF), 0);
      nextBackoff = nextBackoff * BACKOFF_MULTIPLIER;
      let retryInMillis = result.retryInMillis ?? backoff, remainingTimeoutMillis = deadline - Date.now();
      if (retryInMillis > remainingTimeoutMillis)
        return diag2.info(`Export retry time ${Math.round(retryInMillis)}ms exceeds remaining timeout ${Math.round(remainingTimeoutMillis)}ms, not retrying further.`), result;
      diag2.verbose(`Scheduling export retry in ${Math.round(retryInMillis)}ms`), result = await this.retry(data, remainingTimeoutMillis, retryInMillis);
    }
    return result.status === "success" ? diag2.verbose(`Export succeeded after ${MAX_ATTEMPTS - attempts} retry attempts.`) : result.status === "retryable" ? diag2.info(`Export failed after maximum retry attempts (${MAX_ATTEMPTS}).`) : diag2.info(`Export failed with non-retryable error: ${result.error}`), result;
  }
  shutdown() {
    return this._transport.shutdown();
  }
};
function createRetryingTransport(options) {
  return new RetryingTransport(options.transport);
}

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/is-export-retryable.js
function isExportHTTPErrorRetryable(statusCode) {
  return statusCode === 429 || statusCode === 502 || statusCode === 503 || statusCode === 504;
}
function parseRetryAfterToMills(retryAfter) {
  if (retryAfter == null)
    return;
  let seconds = Number.parseInt(retryAfter, 10);
  if (Number.isInteger(seconds))
    return seconds > 0 ? seconds * 1e3 : -1;
  let delay = new Date(retryAfter).getTime() - Date.now();
  return delay >= 0 ? delay : 0;
}

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/transport/fetch-transport.js
var MAX_KEEPALIVE_BODY_SIZE = 60 * 1024, MAX_KEEPALIVE_REQUESTS = 9, pendingBodySize = 0, pendingKeepaliveCount = 0, FetchTransport = class {
  _parameters;
  constructor(parameters) {
    this._parameters = parameters;
  }
  async send(data, timeoutMillis) {
    let abortController = new AbortController(), timeout = setTimeout(() => abortController.abort(), timeoutMillis), fetchApi = globalThis.fetch;
    typeof fetchApi.__original == "function" && (fetchApi = fetchApi.__original);
    let requestSize = data.byteLength, wouldExceedSize = pendingBodySize + requestSize > MAX_KEEPALIVE_BODY_SIZE, wouldExceedCount = pendingKeepaliveCount >= MAX_KEEPALIVE_REQUESTS, useKeepalive = !wouldExceedSize && !wouldExceedCount;
    if (useKeepalive)
      pendingBodySize += requestSize, pendingKeepaliveCount++;
    else {
      let reason = wouldExceedSize ? "size limit" : "count limit";
      diag2.debug(`keepalive disabled: ${(requestSize / 1024).toFixed(1)}KB payload, ${pendingKeepaliveCount} pending (${reason})`);
    }
    try {
      let url = new URL(this._parameters.url), response = await fetchApi(url.href, {
        method: "POST",
        headers: await this._parameters.headers(),
        body: data,
        signal: abortController.signal,
        keepalive: useKeepalive,
        mode: globalThis.location ? globalThis.location.origin === url.origin ? "same-origin" : "cors" : "no-cors"
      });
      if (response.status >= 200 && response.status <= 299)
        return diag2.debug(`export response success (status: ${response.status})`), { status: "success" };
      if (isExportHTTPErrorRetryable(response.status)) {
        diag2.warn(`export response retryable (status: ${response.status})`);
        let retryAfter = response.headers.get("Retry-After");
        return { status: "retryable", retryInMillis: parseRetryAfterToMills(retryAfter) };
      }
      return diag2.error(`export response failure (status: ${response.status})`), {
        status: "failure",
        error: new Error(`Fetch request failed with non-retryable status ${response.status}`)
      };
    } catch (error) {
      return isFetchNetworkErrorRetryable(error) ? (diag2.warn(`export request retryable (network error: ${error})`), {
        status: "retryable",
        error: new Error("Fetch request encountered a network error", {
          cause: error
        })
      }) : (diag2.error(`export request failure (error: ${error})`), {
        status: "failure",
        error: new Error("Fetch request errored", { cause: error })
      });
    } finally {
      clearTimeout(timeout), useKeepalive && (pendingBodySize -= requestSize, pendingKeepaliveCount--);
    }
  }
  shutdown() {
  }
};
function createFetchTransport(parameters) {
  return new FetchTransport(parameters);
}
function isFetchNetworkErrorRetryable(error) {
  return error instanceof TypeError && !error.cause;
}

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/otlp-browser-http-export-delegate.js
function createOtlpFetchExportDelegate(options, serializer, metrics) {
  return createOtlpNetworkExportDelegate(options, serializer, metrics, createRetryingTransport({
    transport: createFetchTransport(options)
  }));
}

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/util.js
function validateAndNormalizeHeaders(partialHeaders) {
  let headers = {};
  return Object.entries(partialHeaders ?? {}).forEach(([key, value]) => {
    typeof value < "u" ? headers[key] = String(value) : diag2.warn(`Header "${key}" has invalid value (${value}) and will be ignored`);
  }), headers;
}

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/configuration/otlp-http-configuration.js
function mergeHeaders(userProvidedHeaders, fallbackHeaders, defaultHeaders) {
  return async () => {
    let requiredHeaders = {
      ...await defaultHeaders()
    }, headers = {};
    return fallbackHeaders != null && Object.assign(headers, await fallbackHeaders()), userProvidedHeaders != null && Object.assign(headers, validateAndNormalizeHeaders(await userProvidedHeaders())), Object.assign(headers, requiredHeaders);
  };
}
function validateUserProvidedUrl(url) {
  if (url != null)
    try {
      let base = globalThis.location?.href;
      return new URL(url, base).href;
    } catch {
      throw new Error(`Configuration: Could not parse user-provided export URL: '${url}'`);
    }
}
function mergeOtlpHttpConfigurationWithDefaults(userProvidedConfiguration, fallbackConfiguration, defaultConfiguration) {
  return {
    ...mergeOtlpSharedConfigurationWithDefaults(userProvidedConfiguration, fallbackConfiguration, defaultConfiguration),
    headers: mergeHeaders(userProvidedConfiguration.headers, fallbackConfiguration.headers, defaultConfiguration.headers),
    url: validateUserProvidedUrl(userProvidedConfiguration.url) ?? fallbackConfiguration.url ?? defaultConfiguration.url
  };
}
function getHttpConfigurationDefaults(requiredHeaders, signalResourcePath) {
  return {
    ...getSharedConfigurationDefaults(),
    headers: async () => requiredHeaders,
    url: "http://localhost:4318/" + signalResourcePath
  };
}

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/configuration/convert-legacy-http-options.js
function convertLegacyHeaders(config) {
  return typeof config.headers == "function" ? config.headers : wrapStaticHeadersInFunction(config.headers);
}

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/configuration/convert-legacy-browser-http-options.js
function convertLegacyBrowserHttpOptions(config, signalResourcePath, requiredHeaders) {
  return mergeOtlpHttpConfigurationWithDefaults(
    {
      url: config.url,
      timeoutMillis: config.timeoutMillis,
      headers: convertLegacyHeaders(config),
      concurrencyLimit: config.concurrencyLimit
    },
    {},
    // no fallback for browser case
    getHttpConfigurationDefaults(requiredHeaders, signalResourcePath)
  );
}

// node_modules/@opentelemetry/otlp-exporter-base/build/esm/configuration/create-legacy-browser-delegate.js
function createLegacyOtlpBrowserExporterMetrics(metricsComponentType, exporterMetricsHelper, url, meterProvider) {
  return new ExporterMetrics({
    componentType: metricsComponentType,
    metricsHelper: exporterMetricsHelper,
    url,
    meterProvider,
    responseAttributesFromError: (error) => {
      if (!error)
        return {
          [ATTR_HTTP_RESPONSE_STATUS_CODE2]: 200
        };
      if (!(error instanceof Error))
        return {};
      if (error.message.startsWith("Fetch request failed with non-retryable status ")) {
        let statusStr = error.message.substring(47);
        return {
          [ATTR_HTTP_RESPONSE_STATUS_CODE2]: Number(statusStr)
        };
      }
      return {};
    }
  });
}
function createLegacyOtlpBrowserExportDelegate(config, serializer, metricsComponentType, exporterMetricsHelper, meterProvider, signalResourcePath, requiredHeaders) {
  let options = convertLegacyBrowserHttpOptions(config, signalResourcePath, requiredHeaders);
  return createOtlpFetchExportDelegate(options, serializer, createLegacyOtlpBrowserExporterMetrics(metricsComponentType, exporterMetricsHelper, options.url, config.selfObsMeterProvider));
}

// node_modules/@opentelemetry/exporter-trace-otlp-http/build/esm/semconv.js
var OTEL_COMPONENT_TYPE_VALUE_OTLP_HTTP_SPAN_EXPORTER = "otlp_http_span_exporter";

// node_modules/@opentelemetry/exporter-trace-otlp-http/build/esm/platform/browser/OTLPTraceExporter.js
var OTLPTraceExporter = class extends OTLPExporterBase {
  constructor(config = {}) {
    super(createLegacyOtlpBrowserExportDelegate(config, JsonTraceSerializer, OTEL_COMPONENT_TYPE_VALUE_OTLP_HTTP_SPAN_EXPORTER, TraceExporterMetricsHelper, config.selfObsMeterProvider, "v1/traces", { "Content-Type": "application/json" }));
  }
};

// node_modules/@opentelemetry/sdk-trace/build/esm/enums.js
var ExceptionEventName = "exception";

// node_modules/@opentelemetry/sdk-trace/build/esm/inspect.js
var inspectCustom = /* @__PURE__ */ Symbol.for("nodejs.util.inspect.custom");
function settledResourceAttributes(resource) {
  let attrs = {};
  for (let [k2, v2] of resource.getRawAttributes())
    typeof v2?.then != "function" && v2 != null && (attrs[k2] ??= v2);
  return attrs;
}
function formatInspect(className, payload, depth, options, inspect) {
  if (typeof depth == "number" && depth < 0) {
    let tag = `[${className}]`;
    return options?.stylize ? options.stylize(tag, "special") : tag;
  }
  if (typeof inspect != "function" || !options)
    return payload;
  let childOptions = {
    ...options,
    depth: options.depth == null ? options.depth : options.depth - 1
  };
  return `${className} ${inspect(payload, childOptions)}`;
}

// node_modules/@opentelemetry/sdk-trace/build/esm/Span.js
var SpanImpl = class {
  // Below properties are included to implement ReadableSpan for export
  // purposes but are not intended to be written-to directly.
  _spanContext;
  kind;
  parentSpanContext;
  attributes = {};
  links = [];
  events = [];
  startTime;
  resource;
  instrumentationScope;
  _droppedAttributesCount = 0;
  _droppedEventsCount = 0;
  _droppedLinksCount = 0;
  _attributesCount = 0;
  name;
  status = {
    code: SpanStatusCode.UNSET
  };
  endTime = [0, 0];
  _ended = !1;
  _duration = [-1, -1];
  _spanProcessor;
  _spanLimits;
  _attributeValueLengthLimit;
  _recordEndMetrics;
  _performanceStartTime;
  _performanceOffset;
  _startTimeProvided;
  /**
   * Constructs a new SpanImpl instance.
   */
  constructor(opts) {
    let now = Date.now();
    if (this._spanContext = opts.spanContext, this._performanceStartTime = otperformance.now(), this._performanceOffset = now - (this._performanceStartTime + otperformance.timeOrigin), this._startTimeProvided = opts.startTime != null, this._spanLimits = opts.spanLimits, this._attributeValueLengthLimit = this._spanLimits.attributeValueLengthLimit ?? 0, this._spanProcessor = opts.spanProcessor, this.name = opts.name, this.parentSpanContext = opts.parentSpanContext, this.kind = opts.kind, opts.links)
      for (let link of opts.links)
        this.addLink(link);
    this.startTime = this._getTime(opts.startTime ?? now), this.resource = opts.resource, this.instrumentationScope = opts.scope, this._recordEndMetrics = opts.recordEndMetrics, opts.attributes != null && this.setAttributes(opts.attributes), this._spanProcessor.onStart(this, opts.context);
  }
  spanContext() {
    return this._spanContext;
  }
  setAttribute(key, value) {
    if (value == null || this._isSpanEnded())
      return this;
    if (key.length === 0)
      return diag2.warn(`Invalid attribute key: ${key}`), this;
    if (!isAttributeValue(value))
      return diag2.warn(`Invalid attribute value set for key: ${key}`), this;
    let { attributeCountLimit } = this._spanLimits, isNewKey = !Object.prototype.hasOwnProperty.call(this.attributes, key);
    return attributeCountLimit !== void 0 && this._attributesCount >= attributeCountLimit && isNewKey ? (this._droppedAttributesCount++, this) : (this.attributes[key] = this._truncateToSize(value), isNewKey && this._attributesCount++, this);
  }
  setAttributes(attributes) {
    for (let key in attributes)
      Object.prototype.hasOwnProperty.call(attributes, key) && this.setAttribute(key, attributes[key]);
    return this;
  }
  /**
   *
   * @param name Span Name
   * @param [attributesOrStartTime] Span attributes or start time
   *     if type is {@type TimeInput} and 3rd param is undefined
   * @param [timeStamp] Specified time stamp for the event
   */
  addEvent(name, attributesOrStartTime, timeStamp) {
    if (this._isSpanEnded())
      return this;
    let { eventCountLimit } = this._spanLimits;
    if (eventCountLimit === 0)
      return diag2.warn("No events allowed."), this._droppedEventsCount++, this;
    eventCountLimit !== void 0 && this.events.length >= eventCountLimit && (this._droppedEventsCount === 0 && diag2.debug("Dropping extra events."), this.events.shift(), this._droppedEventsCount++), isTimeInput(attributesOrStartTime) && (isTimeInput(timeStamp) || (timeStamp = attributesOrStartTime), attributesOrStartTime = void 0);
    let sanitized = sanitizeAttributes(attributesOrStartTime), { attributePerEventCountLimit } = this._spanLimits, attributes = {}, droppedAttributesCount = 0, eventAttributesCount = 0;
    for (let attr in sanitized) {
      if (!Object.prototype.hasOwnProperty.call(sanitized, attr))
        continue;
      let attrVal = sanitized[attr];
      if (attributePerEventCountLimit !== void 0 && eventAttributesCount >= attributePerEventCountLimit) {
        droppedAttributesCount++;
        continue;
      }
      attributes[attr] = this._truncateToSize(attrVal), eventAttributesCount++;
    }
    return this.events.push({
      name,
      attributes,
      time: this._getTime(timeStamp),
      droppedAttributesCount
    }), this;
  }
  addLink(link) {
    if (this._isSpanEnded())
      return this;
    let { linkCountLimit } = this._spanLimits;
    if (linkCountLimit === 0)
      return this._droppedLinksCount++, this;
    linkCountLimit !== void 0 && this.links.length >= linkCountLimit && (this._droppedLinksCount === 0 && diag2.debug("Dropping extra links."), this.links.shift(), this._droppedLinksCount++);
    let { attributePerLinkCountLimit } = this._spanLimits, sanitized = sanitizeAttributes(link.attributes), attributes = {}, droppedAttributesCount = 0, linkAttributesCount = 0;
    for (let attr in sanitized) {
      if (!Object.prototype.hasOwnProperty.call(sanitized, attr))
        continue;
      let attrVal = sanitized[attr];
      if (attributePerLinkCountLimit !== void 0 && linkAttributesCount >= attributePerLinkCountLimit) {
        droppedAttributesCount++;
        continue;
      }
      attributes[attr] = this._truncateToSize(attrVal), linkAttributesCount++;
    }
    let processedLink = { context: link.context };
    return linkAttributesCount > 0 && (processedLink.attributes = attributes), droppedAttributesCount > 0 && (processedLink.droppedAttributesCount = droppedAttributesCount), this.links.push(processedLink), this;
  }
  addLinks(links) {
    for (let link of links)
      this.addLink(link);
    return this;
  }
  setStatus(status) {
    if (this._isSpanEnded())
      return this;
    if (status.code === SpanStatusCode.UNSET)
      return this;
    if (this.status.code === SpanStatusCode.OK)
      return this;
    let newStatus = { code: status.code };
    return status.code === SpanStatusCode.ERROR && (typeof status.message == "string" ? newStatus.message = status.message : status.message != null && diag2.warn(`Dropping invalid status.message of type '${typeof status.message}', expected 'string'`)), this.status = newStatus, this;
  }
  updateName(name) {
    return this._isSpanEnded() ? this : (this.name = name, this);
  }
  end(endTime) {
    if (this._isSpanEnded()) {
      diag2.error(`${this.name} ${this._spanContext.traceId}-${this._spanContext.spanId} - You can only call end() on a span once.`);
      return;
    }
    this.endTime = this._getTime(endTime), this._duration = hrTimeDuration(this.startTime, this.endTime), this._duration[0] < 0 && (diag2.warn("Inconsistent start and end time, startTime > endTime. Setting span duration to 0ms.", this.startTime, this.endTime), this.endTime = this.startTime.slice(), this._duration = [0, 0]), this._droppedEventsCount > 0 && diag2.warn(`Dropped ${this._droppedEventsCount} events because eventCountLimit reached`), this._droppedLinksCount > 0 && diag2.warn(`Dropped ${this._droppedLinksCount} links because linkCountLimit reached`), this._spanProcessor.onEnding && this._spanProcessor.onEnding(this), this._recordEndMetrics?.(), this._ended = !0, this._spanProcessor.onEnd(this);
  }
  _getTime(inp) {
    if (typeof inp == "number" && inp <= otperformance.now())
      return hrTime(inp + this._performanceOffset);
    if (typeof inp == "number")
      return millisToHrTime(inp);
    if (inp instanceof Date)
      return millisToHrTime(inp.getTime());
    if (isTimeInputHrTime(inp))
      return inp;
    if (this._startTimeProvided)
      return millisToHrTime(Date.now());
    let msDuration = otperformance.now() - this._performanceStartTime;
    return addHrTimes(this.startTime, millisToHrTime(msDuration));
  }
  isRecording() {
    return this._ended === !1;
  }
  recordException(exception, time) {
    let attributes = {};
    typeof exception == "string" ? attributes[ATTR_EXCEPTION_MESSAGE] = exception : exception && (exception.code ? attributes[ATTR_EXCEPTION_TYPE] = exception.code.toString() : exception.name && (attributes[ATTR_EXCEPTION_TYPE] = exception.name), exception.message && (attributes[ATTR_EXCEPTION_MESSAGE] = exception.message), exception.stack && (attributes[ATTR_EXCEPTION_STACKTRACE] = exception.stack)), attributes[ATTR_EXCEPTION_TYPE] || attributes[ATTR_EXCEPTION_MESSAGE] ? this.addEvent(ExceptionEventName, attributes, time) : diag2.warn(`Failed to record an exception ${exception}`);
  }
  get duration() {
    return this._duration;
  }
  get ended() {
    return this._ended;
  }
  get droppedAttributesCount() {
    return this._droppedAttributesCount;
  }
  get droppedEventsCount() {
    return this._droppedEventsCount;
  }
  get droppedLinksCount() {
    return this._droppedLinksCount;
  }
  _isSpanEnded() {
    if (this._ended) {
      let error = new Error(`Operation attempted on ended Span {traceId: ${this._spanContext.traceId}, spanId: ${this._spanContext.spanId}}`);
      diag2.warn(`Cannot execute the operation on ended Span {traceId: ${this._spanContext.traceId}, spanId: ${this._spanContext.spanId}}`, error);
    }
    return this._ended;
  }
  // Utility function to truncate given value within size
  // for value type of string, will truncate to given limit
  // for type of non-string, will return same value
  _truncateToLimitUtil(value, limit) {
    return value.length <= limit ? value : value.substring(0, limit);
  }
  /**
   * If the given attribute value is of type string and has more characters than given {@code attributeValueLengthLimit} then
   * return string with truncated to {@code attributeValueLengthLimit} characters
   *
   * If the given attribute value is array of strings then
   * return new array of strings with each element truncated to {@code attributeValueLengthLimit} characters
   *
   * Otherwise return same Attribute {@code value}
   *
   * @param value Attribute value
   * @returns truncated attribute value if required, otherwise same value
   */
  _truncateToSize(value) {
    let limit = this._attributeValueLengthLimit;
    return limit <= 0 ? (diag2.warn(`Attribute value limit must be positive, got ${limit}`), value) : typeof value == "string" ? this._truncateToLimitUtil(value, limit) : Array.isArray(value) ? value.map((val) => typeof val == "string" ? this._truncateToLimitUtil(val, limit) : val) : value;
  }
  [inspectCustom](depth, options, inspect) {
    let payload = {
      name: this.name,
      kind: this.kind,
      spanContext: this._spanContext,
      parentSpanContext: this.parentSpanContext,
      status: this.status,
      startTime: this.startTime,
      endTime: this.endTime,
      duration: this._duration,
      ended: this._ended,
      attributes: this.attributes,
      events: this.events,
      links: this.links,
      droppedAttributesCount: this._droppedAttributesCount,
      droppedEventsCount: this._droppedEventsCount,
      droppedLinksCount: this._droppedLinksCount,
      instrumentationScope: this.instrumentationScope,
      resource: { attributes: settledResourceAttributes(this.resource) }
    };
    return formatInspect("SpanImpl", payload, depth, options, inspect);
  }
};

// node_modules/@opentelemetry/sdk-trace/build/esm/Sampler.js
var SamplingDecision2;
(function(SamplingDecision3) {
  SamplingDecision3[SamplingDecision3.NOT_RECORD = 0] = "NOT_RECORD", SamplingDecision3[SamplingDecision3.RECORD = 1] = "RECORD", SamplingDecision3[SamplingDecision3.RECORD_AND_SAMPLED = 2] = "RECORD_AND_SAMPLED";
})(SamplingDecision2 || (SamplingDecision2 = {}));

// node_modules/@opentelemetry/sdk-trace/build/esm/semconv.js
var ATTR_OTEL_COMPONENT_NAME2 = "otel.component.name", ATTR_OTEL_COMPONENT_TYPE2 = "otel.component.type", ATTR_OTEL_SPAN_PARENT_ORIGIN = "otel.span.parent.origin", ATTR_OTEL_SPAN_SAMPLING_RESULT = "otel.span.sampling_result", METRIC_OTEL_SDK_PROCESSOR_SPAN_PROCESSED = "otel.sdk.processor.span.processed", METRIC_OTEL_SDK_PROCESSOR_SPAN_QUEUE_CAPACITY = "otel.sdk.processor.span.queue.capacity", METRIC_OTEL_SDK_PROCESSOR_SPAN_QUEUE_SIZE = "otel.sdk.processor.span.queue.size", METRIC_OTEL_SDK_SPAN_LIVE = "otel.sdk.span.live", METRIC_OTEL_SDK_SPAN_STARTED = "otel.sdk.span.started", OTEL_COMPONENT_TYPE_VALUE_BATCHING_SPAN_PROCESSOR = "batching_span_processor";

// node_modules/@opentelemetry/sdk-trace/build/esm/TracerMetrics.js
var TracerMetrics = class {
  startedSpans;
  liveSpans;
  constructor(meter) {
    this.startedSpans = meter.createCounter(METRIC_OTEL_SDK_SPAN_STARTED, {
      unit: "{span}",
      description: "The number of created spans."
    }), this.liveSpans = meter.createUpDownCounter(METRIC_OTEL_SDK_SPAN_LIVE, {
      unit: "{span}",
      description: "The number of currently live spans."
    });
  }
  startSpan(parentSpanCtx, samplingDecision) {
    let samplingDecisionStr = samplingDecisionToString(samplingDecision);
    if (this.startedSpans.add(1, {
      [ATTR_OTEL_SPAN_PARENT_ORIGIN]: parentOrigin(parentSpanCtx),
      [ATTR_OTEL_SPAN_SAMPLING_RESULT]: samplingDecisionStr
    }), samplingDecision === SamplingDecision2.NOT_RECORD)
      return () => {
      };
    let liveSpanAttributes = {
      [ATTR_OTEL_SPAN_SAMPLING_RESULT]: samplingDecisionStr
    };
    return this.liveSpans.add(1, liveSpanAttributes), () => {
      this.liveSpans.add(-1, liveSpanAttributes);
    };
  }
};
function parentOrigin(parentSpanContext) {
  return parentSpanContext ? parentSpanContext.isRemote ? "remote" : "local" : "none";
}
function samplingDecisionToString(decision) {
  switch (decision) {
    case SamplingDecision2.RECORD_AND_SAMPLED:
      return "RECORD_AND_SAMPLE";
    case SamplingDecision2.RECORD:
      return "RECORD_ONLY";
    case SamplingDecision2.NOT_RECORD:
      return "DROP";
  }
}

// node_modules/@opentelemetry/sdk-trace/build/esm/version.js
var VERSION5 = "2.12.0";

// node_modules/@opentelemetry/sdk-trace/build/esm/Tracer.js
var Tracer = class {
  _sampler;
  _spanLimits;
  _idGenerator;
  instrumentationScope;
  _resource;
  _spanProcessor;
  _tracerMetrics;
  /**
   * Constructs a new Tracer instance.
   */
  constructor(instrumentationScope, options) {
    this.instrumentationScope = instrumentationScope, this._sampler = options.sampler, this._spanLimits = options.spanLimits, this._resource = options.resource, this._idGenerator = options.idGenerator, this._spanProcessor = options.spanProcessor;
    let meter = options.meterProvider.getMeter("@opentelemetry/sdk-trace", VERSION5);
    this._tracerMetrics = new TracerMetrics(meter);
  }
  /**
   * Starts a new Span or returns the default NoopSpan based on the sampling
   * decision.
   */
  startSpan(name, options = {}, context2 = context.active()) {
    options.root && (context2 = trace.deleteSpan(context2));
    let parentSpan = trace.getSpan(context2);
    if (isTracingSuppressed(context2))
      return diag2.debug("Instrumentation suppressed, returning Noop Span"), trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
    let parentSpanContext = parentSpan?.spanContext(), spanId = this._idGenerator.generateSpanId(), validParentSpanContext, traceId, traceState;
    !parentSpanContext || !trace.isSpanContextValid(parentSpanContext) ? traceId = this._idGenerator.generateTraceId() : (traceId = parentSpanContext.traceId, traceState = parentSpanContext.traceState, validParentSpanContext = parentSpanContext);
    let spanKind = options.kind ?? SpanKind.INTERNAL, links = (options.links ?? []).map((link) => ({
      context: link.context,
      attributes: sanitizeAttributes(link.attributes)
    })), attributes = sanitizeAttributes(options.attributes), samplingResult = this._sampler.shouldSample(context2, traceId, name, spanKind, attributes, links), recordEndMetrics = this._tracerMetrics.startSpan(parentSpanContext, samplingResult.decision);
    traceState = samplingResult.traceState ?? traceState;
    let traceFlags = samplingResult.decision === SamplingDecision.RECORD_AND_SAMPLED ? TraceFlags.SAMPLED : TraceFlags.NONE, spanContext = { traceId, spanId, traceFlags, traceState };
    if (samplingResult.decision === SamplingDecision.NOT_RECORD)
      return diag2.debug("Recording is off, propagating context in a non-recording span"), trace.wrapSpanContext(spanContext);
    let initAttributes = sanitizeAttributes(Object.assign(attributes, samplingResult.attributes));
    return new SpanImpl({
      resource: this._resource,
      scope: this.instrumentationScope,
      context: context2,
      spanContext,
      name,
      kind: spanKind,
      links,
      parentSpanContext: validParentSpanContext,
      attributes: initAttributes,
      startTime: options.startTime,
      spanProcessor: this._spanProcessor,
      spanLimits: this._spanLimits,
      recordEndMetrics
    });
  }
  startActiveSpan(name, arg2, arg3, arg4) {
    let opts, ctx, fn;
    if (arguments.length < 2)
      return;
    arguments.length === 2 ? fn = arg2 : arguments.length === 3 ? (opts = arg2, fn = arg3) : (opts = arg2, ctx = arg3, fn = arg4);
    let parentContext = ctx ?? context.active(), span = this.startSpan(name, opts, parentContext), contextWithSpanSet = trace.setSpan(parentContext, span);
    return context.with(contextWithSpanSet, fn, void 0, span);
  }
  [inspectCustom](depth, options, inspect) {
    let payload = {
      instrumentationScope: this.instrumentationScope,
      resource: { attributes: settledResourceAttributes(this._resource) },
      spanLimits: this._spanLimits
    };
    return formatInspect("Tracer", payload, depth, options, inspect);
  }
};

// node_modules/@opentelemetry/sdk-trace/build/esm/MultiSpanProcessor.js
var MultiSpanProcessor = class {
  _spanProcessors;
  constructor(spanProcessors) {
    this._spanProcessors = spanProcessors;
  }
  forceFlush() {
    let promises = [];
    for (let spanProcessor of this._spanProcessors)
      promises.push(spanProcessor.forceFlush());
    return new Promise((resolve) => {
      Promise.all(promises).then(() => {
        resolve();
      }).catch((error) => {
        globalErrorHandler(error || new Error("MultiSpanProcessor: forceFlush failed")), resolve();
      });
    });
  }
  onStart(span, context2) {
    for (let spanProcessor of this._spanProcessors)
      spanProcessor.onStart(span, context2);
  }
  onEnding(span) {
    for (let spanProcessor of this._spanProcessors)
      spanProcessor.onEnding && spanProcessor.onEnding(span);
  }
  onEnd(span) {
    for (let spanProcessor of this._spanProcessors)
      spanProcessor.onEnd(span);
  }
  shutdown() {
    let promises = [];
    for (let spanProcessor of this._spanProcessors)
      promises.push(spanProcessor.shutdown());
    return new Promise((resolve, reject) => {
      Promise.all(promises).then(() => {
        resolve();
      }, reject);
    });
  }
};

// node_modules/@opentelemetry/sdk-trace/build/esm/sampler/AlwaysOffSampler.js
var AlwaysOffSampler = class {
  shouldSample() {
    return {
      decision: SamplingDecision2.NOT_RECORD
    };
  }
  toString() {
    return "AlwaysOffSampler";
  }
};

// node_modules/@opentelemetry/sdk-trace/build/esm/sampler/AlwaysOnSampler.js
var AlwaysOnSampler = class {
  shouldSample() {
    return {
      decision: SamplingDecision2.RECORD_AND_SAMPLED
    };
  }
  toString() {
    return "AlwaysOnSampler";
  }
};

// node_modules/@opentelemetry/sdk-trace/build/esm/sampler/ParentBasedSampler.js
var ParentBasedSampler = class {
  _root;
  _remoteParentSampled;
  _remoteParentNotSampled;
  _localParentSampled;
  _localParentNotSampled;
  constructor(config) {
    this._root = config.root, this._root || (globalErrorHandler(new Error("ParentBasedSampler must have a root sampler configured")), this._root = new AlwaysOnSampler()), this._remoteParentSampled = config.remoteParentSampled ?? new AlwaysOnSampler(), this._remoteParentNotSampled = config.remoteParentNotSampled ?? new AlwaysOffSampler(), this._localParentSampled = config.localParentSampled ?? new AlwaysOnSampler(), this._localParentNotSampled = config.localParentNotSampled ?? new AlwaysOffSampler();
  }
  shouldSample(context2, traceId, spanName, spanKind, attributes, links) {
    let parentContext = trace.getSpanContext(context2);
    return !parentContext || !isSpanContextValid(parentContext) ? this._root.shouldSample(context2, traceId, spanName, spanKind, attributes, links) : parentContext.isRemote ? parentContext.traceFlags & TraceFlags.SAMPLED ? this._remoteParentSampled.shouldSample(context2, traceId, spanName, spanKind, attributes, links) : this._remoteParentNotSampled.shouldSample(context2, traceId, spanName, spanKind, attributes, links) : parentContext.traceFlags & TraceFlags.SAMPLED ? this._localParentSampled.shouldSample(context2, traceId, spanName, spanKind, attributes, links) : this._localParentNotSampled.shouldSample(context2, traceId, spanName, spanKind, attributes, links);
  }
  toString() {
    return `ParentBased{root=${this._root.toString()}, remoteParentSampled=${this._remoteParentSampled.toString()}, remoteParentNotSampled=${this._remoteParentNotSampled.toString()}, localParentSampled=${this._localParentSampled.toString()}, localParentNotSampled=${this._localParentNotSampled.toString()}}`;
  }
};

// node_modules/@opentelemetry/sdk-trace/build/esm/export/SpanProcessorMetrics.js
var componentCounter2 = /* @__PURE__ */ new Map(), SpanProcessorMetrics = class {
  processedSpans;
  queueSize;
  queueSizeCallback;
  standardAttrs;
  droppedAttrs;
  constructor(componentType, meter, queueConfig) {
    let counter = componentCounter2.get(componentType) ?? 0;
    if (componentCounter2.set(componentType, counter + 1), this.standardAttrs = {
      [ATTR_OTEL_COMPONENT_TYPE2]: componentType,
      [ATTR_OTEL_COMPONENT_NAME2]: `${componentType}/${counter}`
    }, this.droppedAttrs = {
      ...this.standardAttrs,
      [ATTR_ERROR_TYPE]: "queue_full"
    }, this.processedSpans = meter.createCounter(METRIC_OTEL_SDK_PROCESSOR_SPAN_PROCESSED, {
      unit: "{span}",
      description: "The number of spans for which the processing has finished, either successful or failed."
    }), queueConfig) {
      let { capacity, getQueueSize } = queueConfig;
      meter.createUpDownCounter(METRIC_OTEL_SDK_PROCESSOR_SPAN_QUEUE_CAPACITY, {
        unit: "{span}",
        description: "The maximum number of spans the queue of a given instance of an SDK span processor can hold."
      }).add(capacity, this.standardAttrs), this.queueSize = meter.createObservableUpDownCounter(METRIC_OTEL_SDK_PROCESSOR_SPAN_QUEUE_SIZE, {
        unit: "{span}",
        description: "The number of spans in the queue of a given instance of an SDK span processor."
      }), this.queueSizeCallback = (result) => result.observe(getQueueSize(), this.standardAttrs), this.queueSize.addCallback(this.queueSizeCallback);
    }
  }
  dropSpans(count) {
    this.processedSpans.add(count, this.droppedAttrs);
  }
  finishSpans(count, error) {
    if (!error) {
      this.processedSpans.add(count, this.standardAttrs);
      return;
    }
    let attrs = {
      ...this.standardAttrs,
      [ATTR_ERROR_TYPE]: error.name
    };
    this.processedSpans.add(count, attrs);
  }
  shutdown() {
    this.queueSize && this.queueSizeCallback && this.queueSize.removeCallback(this.queueSizeCallback);
  }
};

// node_modules/@opentelemetry/sdk-trace/build/esm/export/BatchSpanProcessorBase.js
var BatchSpanProcessorBase = class {
  _maxExportBatchSize;
  _maxQueueSize;
  _scheduledDelayMillis;
  _exportTimeoutMillis;
  _exporter;
  _metrics;
  _isExporting = !1;
  _finishedSpans = [];
  _timer;
  _shutdownOnce;
  _droppedSpansCount = 0;
  constructor(options) {
    this._exporter = options.exporter, this._maxExportBatchSize = options.maxExportBatchSize ?? 512, this._maxQueueSize = options.maxQueueSize ?? 2048, this._scheduledDelayMillis = options.scheduledDelayMillis ?? 5e3, this._exportTimeoutMillis = options.exportTimeoutMillis ?? 3e4, this._shutdownOnce = new BindOnceFuture(this._shutdown, this), this._maxExportBatchSize > this._maxQueueSize && (diag2.warn("BatchSpanProcessor: maxExportBatchSize must be smaller or equal to maxQueueSize, setting maxExportBatchSize to match maxQueueSize"), this._maxExportBatchSize = this._maxQueueSize);
    let meter = options.selfObsMeterProvider ? options.selfObsMeterProvider.getMeter("@opentelemetry/sdk-trace") : createNoopMeter();
    this._metrics = new SpanProcessorMetrics(OTEL_COMPONENT_TYPE_VALUE_BATCHING_SPAN_PROCESSOR, meter, {
      capacity: this._maxQueueSize,
      getQueueSize: () => this._finishedSpans.length
    });
  }
  forceFlush() {
    return this._shutdownOnce.isCalled ? this._shutdownOnce.promise : this._flushAll();
  }
  // does nothing.
  onStart(_span, _parentContext) {
  }
  onEnd(span) {
    this._shutdownOnce.isCalled || (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0 && this._addToBuffer(span);
  }
  shutdown() {
    return this._shutdownOnce.call();
  }
  _shutdown() {
    return Promise.resolve().then(() => this.onShutdown()).then(() => this._flushAll()).then(() => (this._metrics.shutdown(), this._exporter.shutdown()));
  }
  /** Add a span in the buffer. */
  _addToBuffer(span) {
    if (this._finishedSpans.length >= this._maxQueueSize) {
      this._droppedSpansCount === 0 && diag2.debug("maxQueueSize reached, dropping spans"), this._droppedSpansCount++, this._metrics.dropSpans(1);
      return;
    }
    this._droppedSpansCount > 0 && (diag2.warn(`Dropped ${this._droppedSpansCount} spans because maxQueueSize reached`), this._droppedSpansCount = 0), this._finishedSpans.push(span), this._maybeStartTimer();
  }
  /**
   * Send all spans to the exporter respecting the batch size limit
   * This function is used only on forceFlush or shutdown,
   * for all other cases _flush should be used
   * */
  _flushAll() {
    return new Promise((resolve, reject) => {
      let promises = [], count = Math.ceil(this._finishedSpans.length / this._maxExportBatchSize);
      for (let i2 = 0, j = count; i2 < j; i2++)
        promises.push(this._flushOneBatch());
      Promise.all(promises).then(() => {
        resolve();
      }).catch(reject);
    });
  }
  _flushOneBatch() {
    return this._clearTimer(), this._finishedSpans.length === 0 ? Promise.resolve() : new Promise((resolve, reject) => {
      let timer = setTimeout(() => {
        reject(new Error("Timeout"));
      }, this._exportTimeoutMillis);
      context.with(suppressTracing(context.active()), () => {
        let spans;
        this._finishedSpans.length <= this._maxExportBatchSize ? (spans = this._finishedSpans, this._finishedSpans = []) : spans = this._finishedSpans.splice(0, this._maxExportBatchSize);
        let doExport = () => this._exporter.export(spans, (result) => {
          clearTimeout(timer), this._metrics.finishSpans(spans.length, result.error), result.code === ExportResultCode.SUCCESS ? resolve() : reject(result.error ?? new Error("BatchSpanProcessor: span export failed"));
        }), pendingResources = null;
        for (let i2 = 0, len = spans.length; i2 < len; i2++) {
          let span = spans[i2];
          span.resource.asyncAttributesPending && span.resource.waitForAsyncAttributes && (pendingResources ??= [], pendingResources.push(span.resource.waitForAsyncAttributes()));
        }
        pendingResources === null ? doExport() : Promise.all(pendingResources).then(doExport, (err) => {
          globalErrorHandler(err), reject(err);
        });
      });
    });
  }
  _maybeStartTimer() {
    if (this._isExporting)
      return;
    let flush = () => {
      this._isExporting = !0, this._flushOneBatch().finally(() => {
        this._isExporting = !1, this._finishedSpans.length > 0 && (this._clearTimer(), this._maybeStartTimer());
      }).catch((e2) => {
        this._isExporting = !1, globalErrorHandler(e2);
      });
    };
    if (this._finishedSpans.length >= this._maxExportBatchSize)
      return flush();
    this._timer === void 0 && (this._timer = setTimeout(() => flush(), this._scheduledDelayMillis), typeof this._timer != "number" && this._timer.unref());
  }
  _clearTimer() {
    this._timer !== void 0 && (clearTimeout(this._timer), this._timer = void 0);
  }
};

// node_modules/@opentelemetry/sdk-trace/build/esm/platform/browser/export/BatchSpanProcessor.js
var BatchSpanProcessor = class extends BatchSpanProcessorBase {
  _visibilityChangeListener;
  _pageHideListener;
  constructor(options) {
    super(options), this.onInit(options);
  }
  onInit(options) {
    options.disableAutoFlushOnDocumentHide !== !0 && typeof document < "u" && (this._visibilityChangeListener = () => {
      document.visibilityState === "hidden" && this.forceFlush().catch((error) => {
        globalErrorHandler(error);
      });
    }, this._pageHideListener = () => {
      this.forceFlush().catch((error) => {
        globalErrorHandler(error);
      });
    }, document.addEventListener("visibilitychange", this._visibilityChangeListener), document.addEventListener("pagehide", this._pageHideListener));
  }
  onShutdown() {
    typeof document < "u" && (this._visibilityChangeListener && document.removeEventListener("visibilitychange", this._visibilityChangeListener), this._pageHideListener && document.removeEventListener("pagehide", this._pageHideListener));
  }
};

// node_modules/@opentelemetry/sdk-trace/build/esm/platform/browser/RandomIdGenerator.js
var TRACE_BUFFER = new Uint8Array(16), SPAN_BUFFER = new Uint8Array(8), HEX = Array.from({ length: 256 }, (_2, i2) => i2.toString(16).padStart(2, "0"));
function randomFill(buf) {
  for (let i2 = 0; i2 < buf.length; i2++)
    buf[i2] = Math.random() * 256 >>> 0;
  for (let i2 = 0; i2 < buf.length; i2++)
    if (buf[i2] > 0)
      return;
  buf[buf.length - 1] = 1;
}
function toHex(buf) {
  let hex = "";
  for (let i2 = 0; i2 < buf.length; i2++)
    hex += HEX[buf[i2]];
  return hex;
}
var RandomIdGenerator = class {
  /**
   * Returns a random 16-byte trace ID formatted/encoded as a 32 lowercase hex
   * characters corresponding to 128 bits.
   */
  generateTraceId() {
    return randomFill(TRACE_BUFFER), toHex(TRACE_BUFFER);
  }
  /**
   * Returns a random 8-byte span ID formatted/encoded as a 16 lowercase hex
   * characters corresponding to 64 bits.
   */
  generateSpanId() {
    return randomFill(SPAN_BUFFER), toHex(SPAN_BUFFER);
  }
};

// node_modules/@opentelemetry/sdk-trace/build/esm/TracerProvider.js
var ForceFlushState;
(function(ForceFlushState2) {
  ForceFlushState2[ForceFlushState2.resolved = 0] = "resolved", ForceFlushState2[ForceFlushState2.timeout = 1] = "timeout", ForceFlushState2[ForceFlushState2.error = 2] = "error", ForceFlushState2[ForceFlushState2.unresolved = 3] = "unresolved";
})(ForceFlushState || (ForceFlushState = {}));
var TracerProvider = class {
  _resource;
  _activeSpanProcessor;
  _forceFlushTimeoutMillis;
  _tracerOptions;
  _tracers = /* @__PURE__ */ new Map();
  constructor(options = {}) {
    this._forceFlushTimeoutMillis = options.forceFlushTimeoutMillis ?? 3e4, this._resource = options.resource ?? defaultResource();
    let spanProcessors = options.spanProcessors ?? [];
    this._activeSpanProcessor = new MultiSpanProcessor(spanProcessors), this._tracerOptions = {
      resource: this._resource,
      sampler: options.sampler ?? new ParentBasedSampler({
        root: new AlwaysOnSampler()
      }),
      spanLimits: {
        attributeCountLimit: options.spanLimits?.attributeCountLimit ?? 128,
        attributeValueLengthLimit: options.spanLimits?.attributeValueLengthLimit ?? 1 / 0,
        eventCountLimit: options.spanLimits?.eventCountLimit ?? 128,
        linkCountLimit: options.spanLimits?.linkCountLimit ?? 128,
        attributePerEventCountLimit: options.spanLimits?.attributePerEventCountLimit ?? 128,
        attributePerLinkCountLimit: options.spanLimits?.attributePerLinkCountLimit ?? 128
      },
      idGenerator: options.idGenerator || new RandomIdGenerator(),
      spanProcessor: this._activeSpanProcessor,
      meterProvider: options.meterProvider ?? {
        getMeter() {
          return createNoopMeter();
        }
      }
    };
  }
  getTracer(name, version, options) {
    let key = `${name}@${version || ""}:${options?.schemaUrl || ""}`;
    return this._tracers.has(key) || this._tracers.set(key, new Tracer({ name, version, schemaUrl: options?.schemaUrl }, this._tracerOptions)), this._tracers.get(key);
  }
  forceFlush(options) {
    let timeout = options?.timeoutMillis ?? this._forceFlushTimeoutMillis, promises = this._activeSpanProcessor._spanProcessors.map((spanProcessor) => new Promise((resolve) => {
      let state, timeoutInterval = setTimeout(() => {
        resolve(new Error(`Span processor did not completed within timeout period of ${timeout} ms`)), state = ForceFlushState.timeout;
      }, timeout);
      spanProcessor.forceFlush().then(() => {
        clearTimeout(timeoutInterval), state !== ForceFlushState.timeout && (state = ForceFlushState.resolved, resolve(state));
      }).catch((error) => {
        clearTimeout(timeoutInterval), state = ForceFlushState.error, resolve(error);
      });
    }));
    return new Promise((resolve, reject) => {
      Promise.all(promises).then((results) => {
        let errors = results.filter((result) => result !== ForceFlushState.resolved);
        errors.length > 0 ? reject(errors) : resolve();
      }).catch((error) => reject([error]));
    });
  }
  shutdown() {
    return this._activeSpanProcessor.shutdown();
  }
  [inspectCustom](depth, options, inspect) {
    let processors = this._activeSpanProcessor._spanProcessors, payload = {
      resource: { attributes: settledResourceAttributes(this._resource) },
      tracers: Array.from(this._tracers.keys()),
      spanProcessors: processors.map((p2) => p2.constructor?.name ?? "SpanProcessor")
    };
    return formatInspect("TracerProvider", payload, depth, options, inspect);
  }
};

// node_modules/@opentelemetry/sdk-trace/build/esm/sampler/TraceIdRatioBasedSampler.js
var TraceIdRatioBasedSampler = class {
  _ratio;
  _upperBound;
  constructor(ratio = 0) {
    this._ratio = this._normalize(ratio), this._upperBound = this._ratio === 1 ? 4294967296 : Math.floor(this._ratio * 4294967295);
  }
  shouldSample(context2, traceId) {
    return {
      decision: isValidTraceId(traceId) && this._accumulate(traceId) < this._upperBound ? SamplingDecision2.RECORD_AND_SAMPLED : SamplingDecision2.NOT_RECORD
    };
  }
  toString() {
    return `TraceIdRatioBased{${this._ratio}}`;
  }
  _normalize(ratio) {
    return typeof ratio != "number" || isNaN(ratio) ? 0 : ratio >= 1 ? 1 : ratio <= 0 ? 0 : ratio;
  }
  _accumulate(traceId) {
    let accumulation = 0;
    for (let i2 = 0; i2 < 32; i2 += 8) {
      let part = 0;
      for (let j = 0; j < 8; j++) {
        let c2 = traceId.charCodeAt(i2 + j), v2 = c2 < 58 ? c2 - 48 : c2 < 71 ? c2 - 55 : c2 - 87;
        part = part << 4 | v2;
      }
      accumulation = (accumulation ^ part) >>> 0;
    }
    return accumulation;
  }
};

// node_modules/@opentelemetry/sdk-trace-base/build/esm/config.js
var TracesSamplerValues;
(function(TracesSamplerValues2) {
  TracesSamplerValues2.AlwaysOff = "always_off", TracesSamplerValues2.AlwaysOn = "always_on", TracesSamplerValues2.ParentBasedAlwaysOff = "parentbased_always_off", TracesSamplerValues2.ParentBasedAlwaysOn = "parentbased_always_on", TracesSamplerValues2.ParentBasedTraceIdRatio = "parentbased_traceidratio", TracesSamplerValues2.TraceIdRatio = "traceidratio";
})(TracesSamplerValues || (TracesSamplerValues = {}));
var DEFAULT_RATIO = 1;
function loadDefaultConfig() {
  return {
    sampler: buildSamplerFromEnv(),
    forceFlushTimeoutMillis: 3e4,
    generalLimits: {
      attributeValueLengthLimit: void 0 ?? 1 / 0,
      attributeCountLimit: void 0 ?? 128
    },
    spanLimits: {
      attributeValueLengthLimit: void 0 ?? 1 / 0,
      attributeCountLimit: void 0 ?? 128,
      linkCountLimit: void 0 ?? 128,
      eventCountLimit: void 0 ?? 128,
      attributePerEventCountLimit: void 0 ?? 128,
      attributePerLinkCountLimit: void 0 ?? 128
    }
  };
}
function buildSamplerFromEnv() {
  let sampler = void 0 ?? TracesSamplerValues.ParentBasedAlwaysOn;
  switch (sampler) {
    case TracesSamplerValues.AlwaysOn:
      return new AlwaysOnSampler();
    case TracesSamplerValues.AlwaysOff:
      return new AlwaysOffSampler();
    case TracesSamplerValues.ParentBasedAlwaysOn:
      return new ParentBasedSampler({
        root: new AlwaysOnSampler()
      });
    case TracesSamplerValues.ParentBasedAlwaysOff:
      return new ParentBasedSampler({
        root: new AlwaysOffSampler()
      });
    case TracesSamplerValues.TraceIdRatio:
      return new TraceIdRatioBasedSampler(getSamplerProbabilityFromEnv());
    case TracesSamplerValues.ParentBasedTraceIdRatio:
      return new ParentBasedSampler({
        root: new TraceIdRatioBasedSampler(getSamplerProbabilityFromEnv())
      });
    default:
      return diag2.error(`OTEL_TRACES_SAMPLER value "${sampler}" invalid, defaulting to "${TracesSamplerValues.ParentBasedAlwaysOn}".`), new ParentBasedSampler({
        root: new AlwaysOnSampler()
      });
  }
}
function getSamplerProbabilityFromEnv() {
  let probability = void 0;
  return probability == null ? (diag2.error(`OTEL_TRACES_SAMPLER_ARG is blank, defaulting to ${DEFAULT_RATIO}.`), DEFAULT_RATIO) : probability < 0 || probability > 1 ? (diag2.error(`OTEL_TRACES_SAMPLER_ARG=${probability} was given, but it is out of range ([0..1]), defaulting to ${DEFAULT_RATIO}.`), DEFAULT_RATIO) : probability;
}

// node_modules/@opentelemetry/sdk-trace-base/build/esm/utility.js
var DEFAULT_ATTRIBUTE_COUNT_LIMIT = 128, DEFAULT_ATTRIBUTE_VALUE_LENGTH_LIMIT = 1 / 0;
function reconfigureLimits(userConfig) {
  let spanLimits = Object.assign({}, userConfig.spanLimits);
  return spanLimits.attributeCountLimit = userConfig.spanLimits?.attributeCountLimit ?? userConfig.generalLimits?.attributeCountLimit ?? void 0 ?? void 0 ?? DEFAULT_ATTRIBUTE_COUNT_LIMIT, spanLimits.attributeValueLengthLimit = userConfig.spanLimits?.attributeValueLengthLimit ?? userConfig.generalLimits?.attributeValueLengthLimit ?? void 0 ?? void 0 ?? DEFAULT_ATTRIBUTE_VALUE_LENGTH_LIMIT, Object.assign({}, userConfig, { spanLimits });
}

// node_modules/@opentelemetry/sdk-trace-base/build/esm/BasicTracerProvider-shim.js
var BasicTracerProvider = class extends TracerProvider {
  constructor(config = {}) {
    let mergedConfig = merge({}, loadDefaultConfig(), reconfigureLimits(config));
    delete mergedConfig.generalLimits, super(mergedConfig);
  }
};

// node_modules/@opentelemetry/sdk-trace-base/build/esm/BatchSpanProcessor-shim.js
var BatchSpanProcessor2 = class extends BatchSpanProcessor {
  constructor(exporter, config) {
    config || (config = {});
    let envFallbacks = [
      ["maxExportBatchSize", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE"],
      ["maxQueueSize", "OTEL_BSP_MAX_QUEUE_SIZE"],
      ["scheduledDelayMillis", "OTEL_BSP_SCHEDULE_DELAY"],
      ["exportTimeoutMillis", "OTEL_BSP_EXPORT_TIMEOUT"]
    ];
    for (let [configName, envName] of envFallbacks)
      if (config[configName] === void 0) {
        let envFallback = void 0;
        envFallback !== void 0 && (config[configName] = envFallback);
      }
    super({ exporter, ...config });
  }
};

// node_modules/@opentelemetry/sdk-trace-web/build/esm/StackContextManager.js
var StackContextManager = class {
  /**
   * whether the context manager is enabled or not
   */
  _enabled = !1;
  /**
   * Keeps the reference to current context
   */
  _currentContext = ROOT_CONTEXT;
  /**
   *
   * @param context
   * @param target Function to be executed within the context
   */
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type
  _bindFunction(context2 = ROOT_CONTEXT, target) {
    let manager = this, contextWrapper = function(...args) {
      return manager.with(context2, () => target.apply(this, args));
    };
    return Object.defineProperty(contextWrapper, "length", {
      enumerable: !1,
      configurable: !0,
      writable: !1,
      value: target.length
    }), contextWrapper;
  }
  /**
   * Returns the active context
   */
  active() {
    return this._currentContext;
  }
  /**
   * Binds a the certain context or the active one to the target function and then returns the target
   * @param context A context (span) to be bind to target
   * @param target a function or event emitter. When target or one of its callbacks is called,
   *  the provided context will be used as the active context for the duration of the call.
   */
  bind(context2, target) {
    return context2 === void 0 && (context2 = this.active()), typeof target == "function" ? this._bindFunction(context2, target) : target;
  }
  /**
   * Disable the context manager (clears the current context)
   */
  disable() {
    return this._currentContext = ROOT_CONTEXT, this._enabled = !1, this;
  }
  /**
   * Enables the context manager and creates a default(root) context
   */
  enable() {
    return this._enabled ? this : (this._enabled = !0, this._currentContext = ROOT_CONTEXT, this);
  }
  /**
   * Calls the callback function [fn] with the provided [context]. If [context] is undefined then it will use the window.
   * The context will be set as active
   * @param context
   * @param fn Callback function
   * @param thisArg optional receiver to be used for calling fn
   * @param args optional arguments forwarded to fn
   */
  with(context2, fn, thisArg, ...args) {
    let previousContext = this._currentContext;
    this._currentContext = context2 || ROOT_CONTEXT;
    try {
      return fn.call(thisArg, ...args);
    } finally {
      this._currentContext = previousContext;
    }
  }
};

// node_modules/@opentelemetry/sdk-trace-web/build/esm/WebTracerProvider.js
function setupContextManager(contextManager) {
  if (contextManager !== null) {
    if (contextManager === void 0) {
      let defaultContextManager = new StackContextManager();
      defaultContextManager.enable(), context.setGlobalContextManager(defaultContextManager);
      return;
    }
    contextManager.enable(), context.setGlobalContextManager(contextManager);
  }
}
function setupPropagator(propagator) {
  if (propagator !== null) {
    if (propagator === void 0) {
      propagation.setGlobalPropagator(new CompositePropagator({
        propagators: [
          new W3CTraceContextPropagator(),
          new W3CBaggagePropagator()
        ]
      }));
      return;
    }
    propagation.setGlobalPropagator(propagator);
  }
}
var WebTracerProvider = class extends BasicTracerProvider {
  /**
   * Constructs a new Tracer instance.
   * @param config Web Tracer config
   */
  constructor(config = {}) {
    super(config);
  }
  /**
   * Register this TracerProvider for use with the OpenTelemetry API.
   * Undefined values may be replaced with defaults, and
   * null values will be skipped.
   *
   * @param config Configuration object for SDK registration
   */
  register(config = {}) {
    trace.setGlobalTracerProvider(this), setupPropagator(config.propagator), setupContextManager(config.contextManager);
  }
};

// node_modules/web-vitals/dist/web-vitals.js
var t = -1, n = () => t, e = (n2) => {
  addEventListener("pageshow", (e2) => {
    e2.persisted && (t = e2.timeStamp, n2(e2));
  }, !0);
}, i = (t2, n2, e2, i2) => {
  let o2, s2;
  return (a2) => {
    n2.value >= 0 && (a2 || i2) && (s2 = n2.value - (o2 ?? 0), (s2 || o2 === void 0) && (o2 = n2.value, n2.delta = s2, n2.rating = ((t3, n3) => t3 > n3[1] ? "poor" : t3 > n3[0] ? "needs-improvement" : "good")(n2.value, e2), t2(n2)));
  };
}, o = (t2) => {
  requestAnimationFrame(() => requestAnimationFrame(() => t2()));
}, s = () => {
  let t2 = performance.getEntriesByType("navigation")[0];
  if (t2 && t2.responseStart > 0 && t2.responseStart < performance.now()) return t2;
}, a = () => s()?.activationStart ?? 0, r = -1, c = /* @__PURE__ */ new Set(), f = () => document.visibilityState !== "hidden" || document.prerendering ? 1 / 0 : 0, h = (t2) => {
  if (document.visibilityState === "hidden") {
    if (t2.type === "visibilitychange") for (let t3 of c) t3();
    isFinite(r) || (r = t2.type === "visibilitychange" ? t2.timeStamp : 0, removeEventListener("prerenderingchange", h, !0));
  }
}, d = (t2 = !1) => {
  if (t2 && (r = 1 / 0), r < 0) {
    let t3 = a();
    r = (document.prerendering ? void 0 : globalThis.performance.getEntriesByType("visibility-state").find((n3) => n3.name === "hidden" && n3.startTime >= t3)?.startTime) ?? f(), addEventListener("visibilitychange", h, !0), addEventListener("prerenderingchange", h, !0), e(() => {
      setTimeout(() => {
        r = f();
      });
    });
  }
  return { get firstHiddenTime() {
    return r;
  }, onHidden(t3) {
    c.add(t3);
  } };
}, l = (t2, e2 = -1, i2, o2 = 0, r2, c2, f2) => {
  let h2 = s(), d2 = h2?.navigationId || 0, l2 = "navigate";
  return i2 ? l2 = i2 : n() >= 0 ? l2 = "back-forward-cache" : h2 && (document.prerendering || a() > 0 ? l2 = "prerender" : document.wasDiscarded ? l2 = "restore" : h2.type && (l2 = h2.type.replace(/_/g, "-"))), { name: t2, value: e2, rating: "good", delta: 0, entries: [], id: `v6-${Date.now()}-${Math.floor(8999999999999 * Math.random()) + 1e12}`, navigationType: l2, navigationId: o2 || d2, navigationInteractionId: r2, navigationURL: c2 || h2?.name, navigationStartTime: f2 || 0 };
}, g = /* @__PURE__ */ new WeakMap();
function u(t2, n2) {
  let e2 = g.get(n2);
  return e2 || (e2 = /* @__PURE__ */ new WeakMap(), g.set(n2, e2)), e2.get(t2) || e2.set(t2, new n2()), e2.get(t2);
}
var v = class {
  t;
  i = 0;
  o = [];
  h(t2) {
    if (t2.hadRecentInput) return;
    let n2 = this.o[0], e2 = this.o.at(-1);
    this.i && n2 && e2 && t2.startTime - e2.startTime < 1e3 && t2.startTime - n2.startTime < 5e3 ? (this.i += t2.value, this.o.push(t2)) : (this.i = t2.value, this.o = [t2]), this.t?.(t2);
  }
}, m = (t2, n2, e2 = {}) => {
  try {
    let i2 = t2.filter((t3) => PerformanceObserver.supportedEntryTypes.includes(t3));
    if (i2.length > 0) {
      let t3 = new PerformanceObserver((t4) => {
        queueMicrotask(() => {
          let e3 = t4.getEntries();
          i2.length > 1 && e3.sort((t5, n3) => t5.startTime + t5.duration - (n3.startTime + n3.duration)), n2(e3);
        });
      });
      for (let n3 of i2) t3.observe({ type: n3, buffered: !0, ...e2 });
      return t3;
    }
  } catch {
  }
}, p = (t2) => globalThis.PerformanceObserver?.supportedEntryTypes?.includes("soft-navigation") && typeof globalThis.PerformanceSoftNavigation?.prototype?.getLargestInteractionContentfulPaint == "function" && t2 && t2.reportSoftNavs, b = (t2, n2) => {
  if (t2.set(n2.navigationId, n2), t2.size > 2) {
    let n3 = t2.keys().next().value;
    n3 !== void 0 && t2.delete(n3);
  }
}, T = (t2) => {
  let n2 = !1;
  return () => {
    n2 || (t2(), n2 = !0);
  };
}, y = class {
  l;
}, _ = (t2) => {
  document.prerendering ? addEventListener("prerenderingchange", t2, !0) : t2();
}, E = [1800, 3e3], M = (t2, s2 = {}) => {
  let r2 = p(s2);
  _(() => {
    let c2 = u(s2, y), f2 = d(), h2, g2 = l("FCP"), v2 = m(["paint"], (t3) => {
      for (let n2 of t3) n2.name === "first-contentful-paint" && (v2.disconnect(), n2.startTime < f2.firstHiddenTime && (g2.value = Math.max(n2.startTime - a(), 0), g2.entries.push(n2), g2.navigationId = n2.navigationId || g2.navigationId, h2(!0)));
    });
    v2 && (h2 = i(t2, g2, E, s2.reportAllChanges), e((e2) => {
      g2 = l("FCP", -1, "back-forward-cache", g2.navigationId, g2.navigationInteractionId, g2.navigationURL, n()), h2 = i(t2, g2, E, s2.reportAllChanges), o(() => {
        g2.value = performance.now() - e2.timeStamp, h2(!0);
      });
    })), r2 && m(["soft-navigation"], (n2) => {
      n2.forEach((n3) => {
        c2.l && n3.navigationId && b(c2.l, n3);
        let e2 = Math.max((n3.presentationTime || n3.paintTime || 0) - n3.startTime, 0);
        g2 = l("FCP", e2, "soft-navigation", n3.navigationId, n3.interactionId, n3.name, n3.startTime), h2 = i(t2, g2, E, s2.reportAllChanges), h2(!0);
      });
    }, s2);
  });
}, L = [0.1, 0.25], P = (t2, s2 = {}) => {
  let a2 = d();
  M(T(() => {
    let r2, c2 = l("CLS", 0), f2 = u(s2, v), h2 = (n2, e2, o2, a3, h3) => {
      c2 = l("CLS", 0, n2, e2, o2, a3, h3), f2.i = 0, r2 = i(t2, c2, L, s2.reportAllChanges);
    }, d2 = (t3 = !1) => {
      f2.i > c2.value && (c2.value = f2.i, c2.entries = f2.o), r2(t3);
    }, g2 = (t3) => {
      d2(!0), h2("soft-navigation", t3.navigationId, t3.interactionId, t3.name, t3.startTime);
    }, b2 = (t3) => {
      for (let n2 of t3) n2.entryType !== "soft-navigation" ? f2.h(n2) : g2(n2);
      d2();
    }, T2 = ["layout-shift"];
    p(s2) && T2.push("soft-navigation");
    let y2 = m(T2, b2);
    y2 && (r2 = i(t2, c2, L, s2.reportAllChanges), a2.onHidden(() => {
      b2(y2.takeRecords()), r2(!0);
    }), e(() => {
      h2("back-forward-cache", c2.navigationId, c2.navigationInteractionId, c2.navigationURL, n()), o(r2);
    }), setTimeout(r2));
  }));
}, w = 0, I = 1 / 0, k = 0, C = (t2) => {
  for (let n2 of t2) n2.interactionId && (I = Math.min(I, n2.interactionId), k = Math.max(k, n2.interactionId), w = k ? (k - I) / 7 + 1 : 0);
}, F, N = () => F ? w : performance.interactionCount ?? 0, B = () => {
  "interactionCount" in performance || F || (F = m(["event"], C, { durationThreshold: 0 }));
}, S = class {
  u = 0;
  v = [];
  m = /* @__PURE__ */ new Map();
  p;
  T;
  _() {
    return N() - this.u;
  }
  M() {
    this.u = N(), this.v.length = 0, this.m.clear();
  }
  L(t2) {
    let n2 = this._(), e2 = Math.min(this.v.length - 1, Math.floor(n2 / 50));
    return !n2 || e2 !== -1 || t2 !== "soft-navigation" && t2 !== "back-forward-cache" ? this.v[e2] : { P: 8, id: -1, entries: [] };
  }
  h(t2) {
    if (this.p?.(t2), !t2.interactionId) return;
    let n2 = this.v.at(-1), e2 = this.m.get(t2.interactionId);
    if (e2 || this.v.length < 10 || t2.duration > n2.P) {
      if (e2 ? t2.duration > e2.P ? (e2.entries = [t2], e2.P = t2.duration) : t2.duration === e2.P && t2.startTime === e2.entries[0].startTime && e2.entries.push(t2) : (e2 = { id: t2.interactionId, entries: [t2], P: t2.duration }, this.m.set(e2.id, e2), this.v.push(e2)), this.v.sort((t3, n3) => n3.P - t3.P), this.v.length > 10) {
        let t3 = this.v.splice(10);
        for (let n3 of t3) this.m.delete(n3.id);
      }
      this.T?.(e2);
    }
  }
}, q = (t2) => {
  let n2 = "requestIdleCallback" in globalThis ? 1e3 : 0, e2 = globalThis.requestIdleCallback || setTimeout, i2 = globalThis.cancelIdleCallback || clearTimeout;
  if (document.visibilityState === "hidden") t2();
  else {
    let o2 = T(t2), s2 = -1, a2 = () => {
      i2(s2), o2();
    };
    addEventListener("visibilitychange", a2, { once: !0, capture: !0 }), s2 = e2(() => {
      removeEventListener("visibilitychange", a2, { capture: !0 }), o2();
    }, { timeout: n2 });
  }
}, A = [200, 500], x = (t2, o2 = {}) => {
  if (!globalThis.PerformanceEventTiming || !("interactionId" in PerformanceEventTiming.prototype)) return;
  let s2 = d();
  _(() => {
    B();
    let a2, r2 = l("INP"), c2 = u(o2, S), f2 = (n2, e2, s3, f3, h3) => {
      c2.M(), r2 = l("INP", -1, n2, e2, s3, f3, h3), a2 = i(t2, r2, A, o2.reportAllChanges);
    }, h2 = () => {
      let t3 = c2.L(r2.navigationType);
      t3 && t3.P !== r2.value && (r2.value = t3.P, r2.entries = t3.entries, a2());
    }, d2 = (t3) => {
      h2(), a2(!0), f2("soft-navigation", t3.navigationId, t3.interactionId, t3.name, t3.startTime);
    }, g2 = (t3, n2 = !1) => {
      q(() => {
        for (let n3 of t3) n3.entryType !== "soft-navigation" ? c2.h(n3) : d2(n3);
        h2(), n2 && a2(!0);
      });
    }, v2 = ["event", "first-input"];
    p(o2) && v2.push("soft-navigation");
    let b2 = m(v2, g2, { ...o2, durationThreshold: o2.durationThreshold ?? 40 });
    a2 = i(t2, r2, A, o2.reportAllChanges), b2 && (s2.onHidden(() => {
      g2(b2.takeRecords(), !0);
    }), e(() => {
      f2("back-forward-cache", r2.navigationId, r2.navigationInteractionId, r2.navigationURL, n());
    }));
  });
}, H = class {
  p;
  l;
  h(t2) {
    this.p?.(t2);
  }
}, O = [2500, 4e3], U = (t2, s2 = {}) => {
  let r2 = !1, c2 = p(s2);
  _(() => {
    let f2, h2 = d(), g2 = l("LCP"), v2 = u(s2, H), p2 = (n2, e2, o2, a2, c3) => {
      g2 = l("LCP", -1, n2, e2, o2, a2, c3), f2 = i(t2, g2, O, s2.reportAllChanges), r2 = !1, n2 === "soft-navigation" && (h2 = d(!0));
    }, T2 = (t3) => {
      v2.l && t3.navigationId && b(v2.l, t3), r2 || f2(!0), p2("soft-navigation", t3.navigationId, t3.interactionId, t3.name, t3.startTime);
      let n2 = t3.getLargestInteractionContentfulPaint?.();
      n2 && y2([n2]);
    }, y2 = (t3) => {
      s2.reportAllChanges || c2 || (t3 = t3.slice(-1));
      for (let n2 of t3) {
        if (!n2) continue;
        if (n2.entryType === "soft-navigation") {
          T2(n2);
          continue;
        }
        let t4 = 0, e2 = [], i2 = n2.startTime;
        if (n2.entryType === "largest-contentful-paint") t4 = Math.max(n2.startTime - a(), 0), v2.h(n2), e2 = [n2];
        else if (n2.entryType === "interaction-contentful-paint") {
          let o2 = n2;
          if (!g2.navigationId || "interactionId" in o2 && o2.interactionId != g2.navigationInteractionId) continue;
          i2 = o2.largestContentfulPaint?.renderTime || 0, t4 = Math.max(i2 - n2.startTime, 0), o2.largestContentfulPaint && (v2.h(o2.largestContentfulPaint), e2 = [o2.largestContentfulPaint]);
        }
        i2 < h2.firstHiddenTime && (g2.value = t4, g2.entries = e2, f2());
      }
    }, _2 = ["largest-contentful-paint"];
    c2 && _2.push("interaction-contentful-paint", "soft-navigation");
    let E2 = m(_2, y2);
    if (E2) {
      f2 = i(t2, g2, O, s2.reportAllChanges);
      let a2 = ["keydown", "click", "visibilitychange"], h3 = (t3) => {
        if (t3.isTrusted && !r2) {
          let t4 = g2.id;
          q(() => {
            if (!r2) {
              if (!c2) {
                E2.disconnect();
                for (let t5 of a2) removeEventListener(t5, h3, { capture: !0 });
              }
              t4 === g2.id && (r2 = !0, f2(!0));
            }
          });
        }
      };
      for (let t3 of a2) addEventListener(t3, h3, { capture: !0 });
      e((e2) => {
        p2("back-forward-cache", g2.navigationId, g2.navigationInteractionId, g2.navigationURL, n()), f2 = i(t2, g2, O, s2.reportAllChanges), o(() => {
          g2.value = performance.now() - e2.timeStamp, r2 = !0, f2(!0);
        });
      });
    }
  });
}, W = [800, 1800], $ = (t2) => {
  document.prerendering ? _(() => $(t2)) : document.readyState !== "complete" ? addEventListener("load", () => $(t2), !0) : setTimeout(t2);
}, D = (t2, o2 = {}) => {
  let r2 = p(o2), c2 = l("TTFB"), f2 = i(t2, c2, W, o2.reportAllChanges);
  $(() => {
    let h2 = s();
    if (h2) {
      let s2 = h2.responseStart;
      c2.value = Math.max(s2 - a(), 0), c2.entries = [h2], f2(!0), e(() => {
        c2 = l("TTFB", 0, "back-forward-cache", c2.navigationId, c2.navigationInteractionId, c2.navigationURL, n()), f2 = i(t2, c2, W, o2.reportAllChanges), f2(!0);
      }), r2 && m(["soft-navigation"], (n2) => {
        n2.forEach((n3) => {
          n3.navigationId && (c2 = l("TTFB", 0, "soft-navigation", n3.navigationId, n3.interactionId, n3.name, n3.startTime), c2.entries = [n3], f2 = i(t2, c2, W, o2.reportAllChanges), f2(!0));
        });
      }, o2);
    }
  });
};
export {
  BatchSpanProcessor2 as BatchSpanProcessor,
  CompositePropagator,
  OTLPTraceExporter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
  WebTracerProvider,
  context,
  P as onCLS,
  M as onFCP,
  x as onINP,
  U as onLCP,
  D as onTTFB,
  propagation,
  trace
};
