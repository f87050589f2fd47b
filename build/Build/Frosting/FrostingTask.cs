using Cake.Core;

namespace Cake.Frosting;

/// <summary>What the tasks of a build share.</summary>
public interface IFrostingContext : ICakeContext;

/// <inheritdoc cref="IFrostingContext"/>
public class FrostingContext(ICakeContext context) : CakeContextAdapter(context), IFrostingContext;

/// <summary>A task; the host finds all public ones of the program.</summary>
public interface IFrostingTask
{
    /// <summary>Does it.</summary>
    void Run(ICakeContext context);
}

/// <summary>A task that asks for its build's own context. Without an override there is nothing to do but what it depends on.</summary>
public abstract class FrostingTask<T> : IFrostingTask
    where T : ICakeContext
{
    void IFrostingTask.Run(ICakeContext context) => Run((T)context);

    /// <inheritdoc cref="IFrostingTask.Run"/>
    public virtual void Run(T context)
    {
    }
}

/// <summary>The name that a task is asked for by.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TaskNameAttribute(string name) : Attribute
{
    /// <summary>As it was given.</summary>
    public string Name { get; } = name;
}

/// <summary>What <c>--description</c> says of a task.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TaskDescriptionAttribute(string description) : Attribute
{
    /// <summary>As it was given.</summary>
    public string Description { get; } = description;
}

/// <summary>A task that is done before.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class IsDependentOnAttribute(Type task) : Attribute
{
    /// <summary>Its class.</summary>
    public Type Task { get; } = task;
}
