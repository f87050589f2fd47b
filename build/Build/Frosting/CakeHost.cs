using System.ComponentModel;
using System.Reflection;
using Cake.Cli;
using Cake.Cli.Infrastructure;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Modules;
using Cake.Core.Scripting;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console.Cli;

namespace Cake.Frosting;

/// <summary>Runs the program's tasks that its command line names.</summary>
public sealed class CakeHost
{
    private Type _context = typeof(FrostingContext);

    /// <summary>Makes the tasks share a context of this type.</summary>
    public CakeHost UseContext<T>()
        where T : class, IFrostingContext
    {
        _context = typeof(T);
        return this;
    }

    /// <summary>Runs the task that <c>--target</c> names.</summary>
    /// <returns>0, or another number after a failure, which has been reported on standard error.</returns>
    public int Run(IEnumerable<string> args) => new CommandApp<HostCommand>().WithData(_context).Run(args);

    internal sealed class HostSettings : CommandSettings
    {
        [CommandOption("-t|--target <TARGET>")]
        public string[] Targets { get; set; } = [];

        [CommandOption("-v|--verbosity <VERBOSITY>")]
        [TypeConverter(typeof(VerbosityConverter))]
        public Verbosity Verbosity { get; set; } = Verbosity.Normal;

        [CommandOption("-e|--exclusive")]
        public bool Exclusive { get; set; }

        [CommandOption("--description")]
        public bool Description { get; set; }

        [CommandOption("--dryrun")]
        public bool DryRun { get; set; }

        [CommandOption("--tree")]
        public bool Tree { get; set; }
    }

    internal sealed class HostCommand : Command<HostSettings>
    {
        public override int Execute(CommandContext context, HostSettings settings, CancellationToken cancellationToken)
        {
            ServiceCollection services = new();
            services.UseModule<CoreModule>().AddCakeDiagnostics();
            services.AddSingleton<ICakeArguments>(context.Remaining.ToCakeArguments(settings.Targets));
            services.AddSingleton(provider => new CakeConfigurationProvider(
                provider.GetRequiredService<IFileSystem>(), provider.GetRequiredService<ICakeEnvironment>()).CreateConfiguration(".", new Dictionary<string, string>()));
            services.AddSingleton(typeof(IFrostingContext), (Type)context.Data!);
            using ServiceProvider provider = services.BuildServiceProvider();
            ICakeLog log = provider.GetRequiredService<ICakeLog>();
            log.Verbosity = settings.Verbosity;
            try
            {
                Run(provider, settings);
                return 0;
            }
            catch (Exception exception)
            {
                _ = log.LogException(exception);
                return -1;
            }
        }

        private static void Run(ServiceProvider provider, HostSettings settings)
        {
            Type kind = settings switch
            {
                { Description: true } => typeof(DescriptionScriptHost),
                { Tree: true } => typeof(TreeScriptHost),
                { DryRun: true } => typeof(DryRunScriptHost),
                _ => typeof(BuildScriptHost),
            };
            ScriptHost host = (ScriptHost)ActivatorUtilities.CreateInstance(provider, kind, provider.GetRequiredService<IFrostingContext>());
            foreach (Type task in Assembly.GetEntryAssembly()!.GetExportedTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IFrostingTask))))
            {
                Register(host, task);
            }

            if (settings.Exclusive)
            {
                _ = host.Settings.UseExclusiveTarget();
            }

            _ = host.RunTargets(settings.Targets is [] ? ["Default"] : settings.Targets);
        }

        private static void Register(ScriptHost host, Type task)
        {
            CakeTaskBuilder builder = host.Task(NameOf(task));
            if (task.GetCustomAttribute<TaskDescriptionAttribute>() is { } description)
            {
                _ = builder.Description(description.Description);
            }

            foreach (IsDependentOnAttribute before in task.GetCustomAttributes<IsDependentOnAttribute>())
            {
                _ = builder.IsDependentOn(NameOf(before.Task));
            }

            if (task.GetMethod(nameof(IFrostingTask.Run))!.DeclaringType == task)
            {
                _ = builder.Does(((IFrostingTask)Activator.CreateInstance(task)!).Run);
            }
        }

        private static string NameOf(Type task) => task.GetCustomAttribute<TaskNameAttribute>()?.Name ?? task.Name;
    }
}
